import { globMatcher } from "../format/glob.ts";
import type { Summary } from "./data/blocks.ts";
import { FIRST_FAILING, isFailing, kindOf, OUTCOMES, PASS, verdictOf } from "./data/outcomes.ts";
import type { LossTable } from "./data/table.ts";
import type { Selection } from "./data/tally.ts";
import type { Clause, Comparison, Query } from "./query.ts";

/** Marks what a query means in one loss; `undefined` where that is everything. */
export type Select = (table: LossTable, loss: number) => Selection;

/** Compiles a query: what is asked of a text is asked of each distinct text once, not of each case. */
export function compile(query: Query, summary: Summary): Select {
  const groups = grouped(query).map((clauses) => clauses.map((clause) => test(clause, summary)));
  return (table, loss) => {
    const selection = new Uint8Array(table.outcome.length).fill(1);
    for (const group of groups) {
      const [first, ...others] = group;
      if (first && !first.not && others.length === 0) first.mark(table, loss, selection);
      else keepAny(group, table, loss, selection);
    }
    return selection;
  };
}

/** Does what the first search for a word would have to do, while nobody waits. */
export function prepareWords(tables: readonly LossTable[]): void {
  for (const table of tables) lowerIds(table);
}

// --- internal ---

interface Test {
  readonly not: boolean;
  /** Clears what it does not mean. */
  readonly mark: (table: LossTable, loss: number, selection: Selection) => void;
}

/** Values of one field are alternatives; negations, words, bounds and `is:` stand for themselves. */
function grouped(query: Query): Clause[][] {
  const groups = new Map<string, Clause[]>();
  query.forEach((clause, i) => {
    const alone = clause.not || clause.field === "word" || clause.field === "err" || clause.field === "is";
    const key = alone ? String(i) : clause.field;
    groups.set(key, [...(groups.get(key) ?? []), clause]);
  });
  return [...groups.values()];
}

function keepAny(group: readonly Test[], table: LossTable, loss: number, selection: Selection): void {
  const kept = new Uint8Array(selection.length);
  for (const { not, mark } of group) {
    const own = new Uint8Array(selection.length).fill(1);
    mark(table, loss, own);
    for (let place = 0; place < own.length; place++) if ((own[place] === 1) !== not) kept[place] = 1;
  }
  for (let place = 0; place < kept.length; place++) selection[place]! &= kept[place]!;
}

function test(clause: Clause, summary: Summary): Test {
  const { not } = clause;
  switch (clause.field) {
    case "err":
      return { not, mark: byPlace((table, place) => compare(table.ratio[place]!, clause.comparison, clause.value)) };
    case "word":
      return { not, mark: wordMark(clause.value.toLowerCase(), summary) };
    case "is":
      return { not, mark: isMark(clause.value) };
    default:
      return { not, mark: fieldMark(clause.field, clause.value, summary) };
  }
}

function fieldMark(field: Clause["field"], value: string, summary: Summary): Test["mark"] {
  const matches = matcher(value);
  switch (field) {
    case "loss":
      return wholeLoss((loss) => matchesLoss(value, summary.losses[loss]?.name ?? ""));
    case "concept":
      return wholeLoss((loss) => {
        const concept = summary.concepts[summary.losses[loss]!.concept];
        return concept !== undefined && (matches(concept.name) || matches(concept.title));
      });
    case "framework":
      return wholeLoss((loss) => matches(summary.losses[loss]!.framework));
    case "adapter": {
      const wanted = summary.adapters.map(({ name }) => matches(name));
      return byAdapter((adapter) => wanted[adapter] ?? false);
    }
    case "verdict":
      return byOutcome((outcome) => matches(verdictOf(outcome) ?? "not run"));
    case "kind":
      return byOutcome((outcome) => matches(kindOf(outcome) ?? ""));
    case "code":
      return (table, loss, selection) => {
        const wanted = [value === "none", ...table.block.codes.map(matches)];
        byPlace((own, place) => isFailing(own.outcome[place]!) && wanted[own.code[place]!]!)(table, loss, selection);
      };
    case "family":
      return byColumn(({ block }) => [block.families.map(matches), block.family]);
    case "dtype":
      return byColumn(({ block }) => [block.dtypes.map(dtypeMatcher(value)), block.dtype]);
    case "reduction":
      return byColumn(({ block }) => [block.args.map((args) => matches(reductionOf(args))), block.arg]);
    default:
      return byPlace((table, place) => tagsOf(table, place).some(matches));
  }
}

function wordMark(word: string, summary: Summary): Test["mark"] {
  const adapters = summary.adapters.map(({ name }) => name.toLowerCase().includes(word));
  const outcomes = OUTCOMES.map((_, outcome) =>
    `${verdictOf(outcome) ?? "not run"} ${kindOf(outcome) ?? ""}`.includes(word),
  );
  return (table, _, selection) => {
    const { codes, messages } = table.block;
    const inCode = [false, ...codes.map((code) => code.toLowerCase().includes(word))];
    const inMessage = [false, ...messages.map((message) => message.toLowerCase().includes(word))];
    const inId = lowerIds(table).map((id) => id.includes(word));
    byPlace((own, place, at, adapter) => {
      if (inId[at] || adapters[adapter] || outcomes[own.outcome[place]!]) return true;
      return inCode[own.code[place]!]! || inMessage[own.message[place]!]!;
    })(table, 0, selection);
  };
}

function isMark(value: string): Test["mark"] {
  switch (value) {
    case "failing":
      return byOutcome(isFailing);
    case "passing":
      return byOutcome((outcome) => outcome === PASS);
    case "judged":
      return byOutcome((outcome) => outcome === PASS || isFailing(outcome));
    case "unexplained":
      return byPlace((table, place) => isFailing(table.outcome[place]!) && table.code[place] === 0);
    case "different":
      return (table, loss, selection) => {
        const { outcome, size } = table;
        const differs = new Uint8Array(size);
        const first = new Uint8Array(size);
        for (let place = 0; place < outcome.length; place++) {
          const own = outcome[place]!;
          const at = place % size;
          if (own !== PASS && own < FIRST_FAILING) continue;
          if (first[at] === 0) first[at] = own;
          else if (first[at] !== own) differs[at] = 1;
        }
        byPlace((_, __, at) => differs[at] === 1)(table, loss, selection);
      };
    default:
      return byPlace(() => false);
  }
}

type Wanted = (table: LossTable, place: number, at: number, adapter: number) => boolean;

function byPlace(wanted: Wanted): Test["mark"] {
  return (table, _, selection) => {
    const adapters = table.block.adapters.length;
    let place = 0;
    for (let adapter = 0; adapter < adapters; adapter++) {
      for (let at = 0; at < table.size; at++, place++) {
        if (selection[place] === 1 && !wanted(table, place, at, adapter)) selection[place] = 0;
      }
    }
  };
}

function wholeLoss(wanted: (loss: number) => boolean): Test["mark"] {
  return (_, loss, selection) => {
    if (!wanted(loss)) selection.fill(0);
  };
}

function byAdapter(wanted: (adapter: number) => boolean): Test["mark"] {
  return (table, _, selection) => {
    table.block.adapters.forEach((__, adapter) => {
      if (!wanted(adapter)) selection.fill(0, adapter * table.size, (adapter + 1) * table.size);
    });
  };
}

function byOutcome(wanted: (outcome: number) => boolean): Test["mark"] {
  const known = OUTCOMES.map((_, outcome) => wanted(outcome));
  return byPlace((table, place) => known[table.outcome[place]!]!);
}

function byColumn(column: (table: LossTable) => readonly [readonly boolean[], readonly number[]]): Test["mark"] {
  return (table, loss, selection) => {
    const [wanted, values] = column(table);
    byPlace((_, __, at) => wanted[values[at]!]!)(table, loss, selection);
  };
}

function matcher(value: string): (text: string) => boolean {
  const lower = value.toLowerCase();
  const matches = globMatcher(lower);
  return (text) => matches(text.toLowerCase());
}

/** A loss's name is often a part of another's: `loss:Huber` is the last part of the name, whole. */
function matchesLoss(value: string, loss: string): boolean {
  return matcher(value)(loss) || matcher(value)(loss.slice(loss.lastIndexOf(".") + 1));
}

/** `float32` is also `float32+y_true.float64`. */
function dtypeMatcher(value: string): (dtype: string) => boolean {
  const matches = matcher(value);
  return (dtype) => matches(dtype) || matches(dtype.replace(/\+.*$/, ""));
}

function reductionOf(args: string): string {
  return /(?:^|,)reduction=([^,]*)/.exec(args)?.[1] ?? "default";
}

function tagsOf(table: LossTable, place: number): string[] {
  const flags = table.flags[place]!;
  const tags = [];
  if (flags & 1) tags.push("imprecise");
  if (flags & 2) tags.push("not-decisive");
  if (table.missing[place]! > 0) tags.push("gradients-missing");
  return tags;
}

function compare(ratio: number, comparison: Comparison, bound: number): boolean {
  if (comparison === ">") return ratio > bound;
  if (comparison === ">=") return ratio >= bound;
  return comparison === "<" ? ratio < bound : ratio <= bound;
}

const lowered = new WeakMap<LossTable, readonly string[]>();

function lowerIds(table: LossTable): readonly string[] {
  let ids = lowered.get(table);
  if (!ids) {
    ids = table.ids.map((id) => id.toLowerCase());
    lowered.set(table, ids);
  }
  return ids;
}
