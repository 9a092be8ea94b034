import { parseCaseId } from "../format/case-id.ts";
import { renderDetail } from "./detail.ts";
import { byId, h } from "./dom.ts";
import type { Details, FailureRow } from "./model.ts";
import { compileQuery, type Queried } from "./query.ts";
import { caseLink } from "./render.ts";
import { countText, ratioText } from "./text.ts";
import { startTheme } from "./theme.ts";

/** Rows put into the document at once; the rest comes with the button below them. */
const PAGE = 200;

startTheme();
const details = await inflate();
const queried = details.rows.map((row): Queried & { row: FailureRow } => ({
  row,
  id: row.id,
  loss: parseCaseId(row.id)?.loss ?? row.id.slice(0, row.id.indexOf("/")),
  adapter: details.adapters[row.adapter]!.name,
  verdict: row.verdict,
  kind: row.kind ?? "",
  message: row.message ?? "",
}));
const input = document.querySelector<HTMLInputElement>("#query");
if (input) {
  byId("filter").hidden = false;
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    history.replaceState(
      null,
      "",
      input.value === "" ? "#/failures" : `#/failures?q=${encodeURIComponent(input.value)}`,
    );
    filter();
  });
}
addEventListener("hashchange", () => route(true));
route(false);
document.documentElement.dataset.ready = "true";

// --- internal ---

async function inflate(): Promise<Details> {
  const template = document.querySelector<HTMLTemplateElement>("#data")!;
  const bytes = Uint8Array.from(atob(template.content.textContent ?? ""), (character) => character.charCodeAt(0));
  template.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as Details;
}

/** Shows what the hash names; focus moves only when the reader went there. */
function route(moved: boolean): void {
  const { hash } = location;
  const found = /^#\/case\/([^/]+)\/(.+)$/.exec(hash);
  const view = byId("case");
  view.hidden = !found;
  byId("sections").hidden = found !== null;
  view.replaceChildren();
  if (found) {
    const [adapter, id] = [decode(found[1]!), found[2]!];
    const row = queried.find((each) => each.adapter === adapter && (each.id === id || each.id === decode(id)))?.row;
    view.append(row ? renderDetail(row, details) : missing(adapter, id));
    scrollTo(0, 0);
    document.getElementById("case-title")?.focus({ preventScroll: true });
    return;
  }
  const query = /^#\/failures\?q=(.*)$/.exec(hash);
  if (input && (query || moved)) input.value = query ? decode(query[1]!) : "";
  filter();
  const section = /^#\/(failures|differences)/.exec(hash)?.[1] ?? "overview";
  showSection(section);
  if (!moved) return;
  scrollTo(0, 0);
  document.getElementById(`${section}-title`)?.focus({ preventScroll: true });
}

/** The overview goes on with the differences; the failing cases are too many to stand between the two. */
function showSection(section: string): void {
  byId("overview").hidden = section !== "overview";
  byId("failures").hidden = section !== "failures";
  byId("differences").hidden = section === "failures";
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#/${section}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function missing(adapter: string, id: string): HTMLElement {
  return h(
    "div",
    { class: "detail" },
    h("p", {}, h("a", { href: "#/failures", class: "back" }, "← All failing cases")),
    h("h1", { id: "case-title", tabindex: "-1" }, "Not among the failing cases of this report"),
    h("p", {}, h("code", {}, id), ` on ${adapter}. The link may come from another run.`),
  );
}

function filter(): void {
  const body = document.getElementById("failure-rows");
  if (!body || !input) return;
  const matching = queried.filter(compileQuery(input.value));
  byId("matches").textContent = `${countText(matching.length)} of ${countText(queried.length)}`;
  body.replaceChildren();
  append(body, matching, 0);
}

function append(body: HTMLElement, matching: typeof queried, from: number): void {
  const next = from + PAGE;
  for (const { row, adapter } of matching.slice(from, next)) {
    const link = h("a", { href: caseLink(adapter, row.id) }, h("code", {}, ...breakable(row.id)));
    const verdict = h("span", { class: "verdict" }, `▲ ${row.kind ?? row.verdict}`);
    body.append(
      h(
        "tr",
        {},
        h("td", {}, link, row.message !== undefined && h("small", {}, row.message)),
        h("td", {}, adapter),
        h("td", {}, verdict),
        h("td", { class: "number" }, ratioText(row.ratio)),
      ),
    );
  }
  if (matching.length <= next) return;
  const more = h("button", { type: "button" }, `Show ${countText(Math.min(PAGE, matching.length - next))} more`);
  const line = h("tr", {}, h("td", { colspan: "4" }, more));
  more.addEventListener("click", () => {
    line.remove();
    append(body, matching, next);
  });
  body.append(line);
}

function breakable(name: string): (Node | string)[] {
  return name.split(/(?<=[./,])/).flatMap((part, i) => (i === 0 ? [part] : [document.createElement("wbr"), part]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
