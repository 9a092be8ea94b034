/** What the page shows; everything is in the hash, so that every state is a link. */
export interface State {
  readonly view: View;
  /** The adapter, loss, case or concept that the view is about. */
  readonly subject?: string;
  /** The filter. */
  readonly q?: string;
  /** The adapters that are shown, in order; all, in the order of the run, where absent. */
  readonly columns?: readonly string[];
  /** The adapter whose answer a case's view shows. */
  readonly adapter?: string;
  /** Whether what the filter does not mean is shown as well, greyed. */
  readonly all?: boolean;
  /** What is chosen in the curves of a concept. */
  readonly picture?: { readonly [name: string]: string };
  /** The results that a copied link was about. */
  readonly run?: string;
}

export const VIEWS = ["overview", "cases", "adapter", "loss", "case", "differences", "diff", "about"] as const;
export type View = (typeof VIEWS)[number];

/** The state that a hash names; what cannot be read is the overview. */
export function parseState(hash: string): State {
  const text = hash.replace(/^#?\/?/, "");
  const mark = text.indexOf("?");
  const [path, search] = mark < 0 ? [text, ""] : [text.slice(0, mark), text.slice(mark + 1)];
  const slash = path.indexOf("/");
  const name = slash < 0 ? path : path.slice(0, slash);
  const subject = slash < 0 ? "" : decode(path.slice(slash + 1));
  const view = VIEWS.find((each) => each === name);
  const parameters = new Map(
    search.split("&").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 1)] as const];
    }),
  );
  const read = (key: string) => decode(parameters.get(key) ?? "");
  const columns = (parameters.get("columns") ?? "").split(",").filter((column) => column !== "");
  const picture = [...parameters].flatMap(([key, value]) => {
    const name = key.startsWith(PICTURE) ? decode(key.slice(PICTURE.length)) : "";
    return name === "" || value === "" ? [] : [[name, decode(value)] as const];
  });
  return {
    view: view ?? "overview",
    ...(view && subject !== "" && { subject }),
    ...(read("q") !== "" && { q: read("q") }),
    ...(columns.length > 0 && { columns: columns.map(decode) }),
    ...(read("adapter") !== "" && { adapter: read("adapter") }),
    ...(read("all") === "1" && { all: true }),
    ...(picture.length > 0 && { picture: Object.fromEntries(picture) }),
    ...(read("run") !== "" && { run: read("run") }),
  };
}

/** The hash of a state: one for each, in one order. */
export function printState({ view, subject, q, columns, adapter, all, picture, run }: State): string {
  const path = subject === undefined || subject === "" ? view : `${view}/${encode(subject)}`;
  const parameters = [
    q && `q=${encode(q)}`,
    columns &&
      columns.length > 0 &&
      `columns=${columns.map((column) => encode(column).replaceAll(",", "%2C")).join(",")}`,
    adapter && `adapter=${encode(adapter)}`,
    all && "all=1",
    ...Object.entries(picture ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, value]) =>
          name !== "" && value !== "" && `${PICTURE}${encode(name).replaceAll("=", "%3D")}=${encode(value)}`,
      ),
    run && `run=${encode(run)}`,
  ].filter(Boolean);
  return `#/${path}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`;
}

// --- internal ---

/** Before the names of what is chosen in the curves. */
const PICTURE = "curve.";

/** What no URL can carry. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Legible where a hash allows it. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, "\ufffd")).replace(
    /%(?:2F|3A|2C|3D|40|24)/g,
    decodeURIComponent,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
