import { lossOf } from "./data/table.ts";
import { tally } from "./data/tally.ts";
import { entriesOf, found, match } from "./find.ts";
import type { Child } from "./markup.ts";
import { parseQuery } from "./query.ts";
import { compile } from "./select.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";
import { aboutPage } from "./views/about.ts";
import { adapterPage } from "./views/adapter.ts";
import { casePage, missingCase } from "./views/case.ts";
import { cases, entryRows, foundCases } from "./views/cases.ts";
import { conceptPage } from "./views/concept.ts";
import { type Context, contextOf } from "./views/context.ts";
import { diffPage, type RunDiff } from "./views/diff.ts";
import { ANY_LOSS, differencesIndex, generalPage, STATEMENTS, statementsPage } from "./views/differences.ts";
import { lossCases, lossPage, missingLoss } from "./views/loss.ts";
import { matrix, overview } from "./views/overview.ts";
import { missingPage } from "./views/parts.ts";

/** A diff that a reader made by dropping a file, or why it could not be made. */
export interface Dropped {
  readonly diffs?: readonly RunDiff[];
  readonly problem?: string;
}

/** A view, and the part of it that changes while one types. */
export interface Page {
  readonly whole: () => Child;
  readonly region?: { readonly id: string; readonly content: () => Child };
  /** What the filter found, in words. */
  readonly status?: string;
}

/** Rows of the list over all losses that are put into the document at once: a screen or two, because it happens with every key. */
export const LIST_FIRST = 40;

/** Rows that are added when one asks for more. */
export const LIST_STEP = 500;

/** The page of a state. */
export async function pageOf(store: Store, state: State, dropped: Dropped): Promise<Page> {
  const context = contextOf(store.summary, state);
  switch (state.view) {
    case "cases":
      return listPage(store, context);
    case "adapter":
      return { whole: () => adapterPage(context) };
    case "loss":
      return lossView(store, context);
    case "case":
      return { whole: await caseView(store, context) };
    case "differences":
      return { whole: await differencesView(store, context) };
    case "diff":
      return diffView(store, context, dropped);
    case "about":
      return { whole: () => aboutPage(context) };
    default:
      return overviewPage(store, context);
  }
}

/** The next rows of the list over all losses. */
export async function moreRows(store: Store, state: State, from: number): Promise<Child> {
  const context = contextOf(store.summary, state);
  const tables = await store.tables();
  const matched = match(state.q ?? "", store.summary, tables);
  return entryRows(context, entriesOf(matched, tables, context.columns, from, LIST_STEP));
}

// --- internal ---

async function overviewPage(store: Store, context: Context): Promise<Page> {
  const { q } = context.state;
  const cells = q ? match(q, store.summary, await store.tables()).cells : undefined;
  return {
    whole: () => overview(context, cells),
    region: { id: "matrix", content: () => matrix(context, cells) },
    ...(cells && {
      status: `${cells.filter((each) => each.some(({ counts }) => counts.some((n, i) => i > 0 && n > 0))).length} of ${cells.length} losses`,
    }),
  };
}

async function listPage(store: Store, context: Context): Promise<Page> {
  const { q } = context.state;
  const tables = await store.tables();
  const matched = match(q ?? "", store.summary, tables);
  const list = found(matched, tables, context.columns, store.summary.adapters.length, LIST_FIRST);
  return {
    whole: () => cases(context, list),
    region: { id: "found", content: () => foundCases(context, list) },
  };
}

async function lossView(store: Store, context: Context): Promise<Page> {
  const { state, summary } = context;
  const loss = summary.losses.findIndex(({ name }) => name === state.subject);
  if (loss < 0) return { whole: () => missingLoss(context) };
  const table = await store.table(loss);
  const selection = compile(parseQuery(state.q ?? ""), summary)(table, loss);
  const cells = tally(table, selection);
  return {
    whole: () => lossPage(context, table, loss, selection, cells),
    region: { id: "loss-cases", content: () => lossCases(context, table, selection, cells) },
  };
}

async function caseView(store: Store, context: Context): Promise<() => Child> {
  const { state, summary, columns } = context;
  const id = state.subject ?? "";
  const loss = summary.losses.findIndex(({ name }) => name === lossOf(id));
  if (loss < 0) return () => missingCase(context);
  const [table, details] = await Promise.all([store.table(loss), store.details(loss)]);
  const at = table.ids.indexOf(id);
  if (at < 0) return () => missingCase(context);
  const selection = compile(parseQuery(state.q ?? ""), summary)(table, loss);
  const meant = table.ids.flatMap((_, other) =>
    other === at || columns.some((adapter) => selection[adapter * table.size + other] === 1) ? [other] : [],
  );
  const place = meant.indexOf(at);
  const [previous, next] = [meant[place - 1], meant[place + 1]];
  const shown = {
    table,
    loss,
    at,
    details,
    selection,
    ...(previous !== undefined && { previous: table.ids[previous]! }),
    ...(next !== undefined && { next: table.ids[next]! }),
  };
  return () => casePage(context, shown);
}

async function diffView(store: Store, context: Context, { diffs, problem }: Dropped): Promise<Page> {
  const shown = diffs ?? (await store.diffs());
  return { whole: () => diffPage(context, shown, problem) };
}

async function differencesView(store: Store, context: Context): Promise<() => Child> {
  const { subject } = context.state;
  const shown = <T>(page: T | undefined, view: (context: Context, page: T) => Child) =>
    page ? () => view(context, page) : () => missingPage(context, "No such concept in this report", subject ?? "");
  if (subject === undefined) return shown(await store.atlas(), differencesIndex);
  if (subject === STATEMENTS) return shown(await store.statements(), statementsPage);
  if (subject === ANY_LOSS) return shown(await store.general(), generalPage);
  return shown(await store.concept(subject), conceptPage);
}
