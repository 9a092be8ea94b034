import { stringifyJson } from "../tensor/json.ts";
import { copyText, saveText } from "./copy.ts";
import { extractResults } from "./data/extract.ts";
import { byId, toDom } from "./dom.ts";
import { compareWith } from "./drop.ts";
import { remember, remembered } from "./memory.ts";
import { LIST_STEP, moreRows } from "./pages.ts";
import type { Report } from "./report.ts";
import { printState, type State } from "./state.ts";
import { switchTheme } from "./theme.ts";
import { contextOf } from "./views/context.ts";
import { help } from "./views/help.ts";

/** What the buttons do, by their `data-do`; one listener on the document serves all of them. */
const ACTIONS: { readonly [name: string]: (report: Report, element: HTMLElement) => void | Promise<void> } = {
  copy: async (report, button) => {
    const text = button.closest(".code")?.querySelector("pre")?.textContent ?? "";
    report.say((await copyText(text)) ? "Copied" : "The browser does not let this page copy");
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 1500);
  },
  link: (report) => copyLink(report),
  theme: () => switchTheme(),
  help: (report) => showHelp(report),
  "close-help": () => (byId("help") as HTMLDialogElement).close(),
  letters: (_, box) => remember("letters", (box as HTMLInputElement).checked ? "on" : "off"),
  more: async (report) => {
    const body = byId("entries").querySelector("tbody")!;
    const shown = body.querySelectorAll("tr").length;
    const rows = toDom(await moreRows(report.store, report.state(), shown));
    body.append(rows);
    const now = body.querySelectorAll("tr").length;
    if (now < shown + LIST_STEP) byId("more").remove();
    else byId("more").lastChild!.textContent = ` ${now.toLocaleString("en")} are shown.`;
    body.querySelectorAll<HTMLElement>("[data-row]")[shown]?.focus();
  },
  "toggle-column": (report, box) => {
    const { name, columns } = columnsOf(report, box);
    const next = columns.includes(name) ? columns.filter((each) => each !== name) : [...columns, name];
    return report.change({ columns: next });
  },
  "move-column": (report, button) => {
    const { name, columns } = columnsOf(report, button);
    const at = columns.indexOf(name);
    const to = at + Number(button.dataset.by);
    const next = columns.filter((each) => each !== name);
    next.splice(to, 0, name);
    return report.change({ columns: next });
  },
  "choose-file": async (report, input) => {
    const file = (input as HTMLInputElement).files?.[0];
    if (file) await report.drop(await compareWith(file, report.store));
  },
  extract: async ({ store }, button) => {
    const adapter = store.summary.adapters.findIndex(({ name }) => name === button.dataset.adapter);
    const details = await Promise.all(store.summary.losses.map((_, loss) => store.details(loss)));
    const file = extractResults(store.summary, adapter, await store.tables(), details);
    saveText(`${stringifyJson(file)}\n`, `${file.adapter.name.toLowerCase().replace(/[^a-z0-9._-]/g, "-")}.json`);
  },
};

/** Listens to everything that can be clicked, typed or dropped. */
export function actions(report: Report): void {
  let isOurs = false;
  const act = (event: Event) => {
    const element = (event.target as Element).closest<HTMLElement>("[data-do]");
    const isBox = element instanceof HTMLInputElement;
    if (element && isBox === (event.type === "change")) void ACTIONS[element.dataset.do!]?.(report, element);
    if ((event.target as Element).closest("a[href]")) isOurs = true;
  };
  document.addEventListener("click", act);
  document.addEventListener("change", act);
  addEventListener("hashchange", () => {
    void report.show({ isReturn: !isOurs });
    isOurs = false;
  });
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("query").addEventListener("input", () => {
    void report.change({ q: (byId("query") as HTMLInputElement).value });
  });
  startDropping(report);
  startPrinting();
}

/** The link that names this very run, so that it says so when it is opened on another. */
export async function copyLink(report: Report): Promise<void> {
  const state: State = { ...report.state(), run: report.store.summary.run };
  const isCopied = await copyText(location.href.replace(/#.*$/, "") + printState(state));
  report.say(isCopied ? "The link is copied" : "The browser does not let this page copy");
}

export function showHelp(report: Report): void {
  const dialog = byId("help") as HTMLDialogElement;
  void report;
  dialog.replaceChildren(toDom(help(remembered("letters") !== "off")));
  dialog.showModal();
}

// --- internal ---

function columnsOf(report: Report, { dataset }: HTMLElement) {
  const { columns, summary } = contextOf(report.store.summary, report.state());
  return { name: dataset.adapter!, columns: columns.map((adapter) => summary.adapters[adapter]!.name) };
}

function startDropping(report: Report): void {
  const root = document.documentElement;
  addEventListener("dragover", (event) => {
    event.preventDefault();
    root.classList.add("dropping");
  });
  addEventListener("dragleave", () => root.classList.remove("dropping"));
  addEventListener("drop", async (event) => {
    event.preventDefault();
    root.classList.remove("dropping");
    const file = event.dataTransfer?.files[0];
    if (file) await report.drop(await compareWith(file, report.store));
  });
}

/** Paper cannot be unfolded. */
function startPrinting(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open]):not(.picker)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
