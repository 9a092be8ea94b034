import { byId, toDom } from "./dom.ts";
import { openPictures } from "./illustrate.ts";
import { type Child, el } from "./markup.ts";
import { startMatrix } from "./matrix-keys.ts";
import { type Dropped, type Page, pageOf } from "./pages.ts";
import { parseState, printState, type State } from "./state.ts";
import type { Store } from "./store.ts";

/** The page while it is open: what it shows, and how that changes. */
export interface Report {
  readonly store: Store;
  readonly state: () => State;
  /** Shows what the hash names. */
  readonly show: (how?: { readonly isArrival?: boolean; readonly isReturn?: boolean }) => Promise<void>;
  /** Changes the state in place, without a step for the back button. */
  readonly change: (change: Partial<State>) => Promise<void>;
  readonly drop: (dropped: Dropped) => Promise<void>;
  /** Tells without showing. */
  readonly say: (text: string) => void;
}

export function openReport(store: Store): Report {
  let shown: State | undefined;
  let turn = 0;
  let dropped: Dropped = {};
  const scrolls = new Map<string, number>();
  const pictures = openPictures(store, (picture) => {
    history.replaceState(null, "", printState({ ...parseState(location.hash), picture }));
  });

  const show: Report["show"] = async ({ isArrival = false, isReturn = false } = {}) => {
    const state = parseState(location.hash);
    const own = ++turn;
    // The page comes with its overview drawn.
    const isDrawn = isArrival && printState(state) === printState({ view: "overview" });
    const page = isDrawn ? undefined : await pageOf(store, state, dropped);
    // A later state has been asked for in the meantime.
    if (own !== turn) return;
    const isSame = shown?.view === state.view && shown.subject === state.subject;
    if (page) isSame ? refresh(page) : replace(byId("view"), [runNote(store, state), page.whole()]);
    shown = state;
    startMatrix(byId("view"));
    surround(state, page?.status);
    void pictures.fill(byId("view"), state.picture);
    if (isSame || isArrival) return;
    scrollTo(0, isReturn ? (scrolls.get(location.hash) ?? 0) : 0);
    document.getElementById("title")?.focus({ preventScroll: true });
  };

  addEventListener("scroll", () => scrolls.set(location.hash, scrollY), { passive: true });
  return {
    store,
    state: () => parseState(location.hash),
    show,
    change: (change) => {
      history.replaceState(null, "", printState({ ...parseState(location.hash), ...change }));
      return show();
    },
    drop: async (next) => {
      dropped = next;
      shown = undefined;
      if (parseState(location.hash).view === "diff") await show();
      else location.hash = printState({ view: "diff" });
    },
    say: (text) => {
      byId("said").textContent = text;
    },
  };
}

/** Whether a view has a filter. */
export function isFiltered({ view }: State): boolean {
  return view === "overview" || view === "cases" || view === "loss" || view === "case" || view === "diff";
}

// --- internal ---

/** Only the part that a filter changes, where the view has one: what has the focus keeps it. */
function refresh({ region, whole }: Page): void {
  const host = region && document.getElementById(region.id);
  if (host) replace(host, region.content());
  else replace(byId("view"), whole());
}

/** New content, with the focus and the opened panels where they were. */
function replace(host: HTMLElement, content: Child): void {
  const focused = document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset.key;
  const open = [...host.querySelectorAll<HTMLDetailsElement>("details[data-keep][open]")].map(
    (each) => each.dataset.keep,
  );
  const hadFocus = host.contains(document.activeElement);
  host.replaceChildren(toDom(content));
  for (const details of host.querySelectorAll<HTMLDetailsElement>("details[data-keep]")) {
    if (open.includes(details.dataset.keep)) details.open = true;
  }
  if (!hadFocus) return;
  const again = [...host.querySelectorAll<HTMLElement>("[data-key]")].find((each) => each.dataset.key === focused);
  (again ?? document.getElementById("title"))?.focus({ preventScroll: true });
}

/** A link that was made for other results says so. */
function runNote({ summary }: Store, { run }: State): Child {
  if (run === undefined || run === summary.run) return undefined;
  return el(
    "p",
    { class: "banner", role: "note" },
    `The link that you followed was made for another run (${run}); this page is of the run ${summary.run}.`,
  );
}

/** What stands around the view: filter, navigation, the window's title. */
function surround(state: State, status = ""): void {
  const root = document.documentElement;
  root.classList.remove("elsewhere");
  byId("filter").hidden = !isFiltered(state);
  const query = byId("query") as HTMLInputElement;
  if (document.activeElement !== query || query.value === "") query.value = state.q ?? "";
  byId("match-count").textContent = status;
  byId("printed-filter").textContent = isFiltered(state) && state.q ? `Filter: ${state.q}` : "";
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = parseState(link.getAttribute("href") ?? "").view === state.view;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${document.getElementById("title")?.textContent ?? "Report"} · lossparity`;
}
