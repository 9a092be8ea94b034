import { copyLink, showHelp } from "./actions.ts";
import { byId } from "./dom.ts";
import { BINDINGS, type Command, isCharacter } from "./keys.ts";
import { moveInMatrix } from "./matrix-keys.ts";
import { remembered } from "./memory.ts";
import { isFiltered, type Report } from "./report.ts";
import { printState, type State } from "./state.ts";
import { switchTheme } from "./theme.ts";

/** Runs the commands of `BINDINGS`. Keys with modifiers and keys in fields are the browser's. */
export function startKeys(report: Report): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTyping = (event.target as Element).closest("input:not([type=checkbox]), textarea, select") !== null;
    const binding = BINDINGS.find(({ keys }) => keys.includes(event.key));
    if (!binding || (isTyping && binding.command !== "leave")) return;
    if (isCharacter(binding) && remembered("letters") === "off") return;
    if ((byId("help") as HTMLDialogElement).open) return;
    if (run(binding.command, report)) event.preventDefault();
  });
}

// --- internal ---

/** Says whether the key did something. */
function run(command: Command, report: Report): boolean {
  const state = report.state();
  const columns = state.columns && { columns: state.columns };
  switch (command) {
    case "filter":
      if (!isFiltered(state)) return false;
      (byId("query") as HTMLInputElement).select();
      byId("query").focus();
      return true;
    case "help":
      showHelp(report);
      return true;
    case "next":
    case "previous":
      return step(command, state);
    case "overview":
    case "differences":
    case "diff":
    case "about":
      location.hash = printState({ ...columns, view: command });
      return true;
    case "cases":
      location.hash = printState({ ...columns, view: "cases", q: "is:failing" });
      return true;
    case "all":
      void report.change({ all: !state.all });
      return true;
    case "link":
      void copyLink(report);
      return true;
    case "theme":
      switchTheme();
      return true;
    case "leave":
      if (!isFiltered(state) || !state.q) return false;
      (byId("query") as HTMLInputElement).value = "";
      void report.change({ q: "" });
      return true;
    default:
      return moveInMatrix(command);
  }
}

/** The next case: of the list that is shown, or, where one case is shown, the page of the next. */
function step(command: "next" | "previous", { view }: State): boolean {
  if (view === "case") {
    const link = document.querySelector<HTMLAnchorElement>(`a[rel=${command === "next" ? "next" : "prev"}]`);
    link?.click();
    return link !== null;
  }
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.checkVisibility());
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const target = command === "next" ? rows[at + 1] : rows[at < 0 ? rows.length - 1 : at - 1];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
  return target !== undefined;
}
