/** What a filter can ask of a case on an adapter, besides its plain words. */
export const FIELDS = [
  "loss",
  "concept",
  "framework",
  "adapter",
  "verdict",
  "kind",
  "code",
  "family",
  "dtype",
  "reduction",
  "tag",
  "is",
] as const;
export type Field = (typeof FIELDS)[number];

/** What `is:` can ask. */
export const IS = ["failing", "passing", "judged", "different", "unexplained"] as const;

export type Comparison = ">" | ">=" | "<" | "<=";

export type Clause =
  | { readonly not: boolean; readonly field: Field; readonly value: string }
  /** Error ÷ allowance, as `err>10`. */
  | { readonly not: boolean; readonly field: "err"; readonly comparison: Comparison; readonly value: number }
  | { readonly not: boolean; readonly field: "word"; readonly value: string };

/** All clauses must hold; several values of one field are alternatives. */
export type Query = readonly Clause[];

/** `loss:*Huber err>10 !kind:shape words "more words"`; there is no text that cannot be read. */
export function parseQuery(text: string): Query {
  const clauses: Clause[] = [];
  for (const [token, bang, error, comparison, bound, field, quotedValue, value, quoted, word] of text.matchAll(TOKEN)) {
    const not = bang === "!";
    if (error) {
      clauses.push({ not, field: "err", comparison: comparison as Comparison, value: parseBound(bound!) });
    } else if (field && isField(field)) {
      clauses.push({ not, field, value: quotedValue === undefined ? (value ?? "") : unquote(quotedValue) });
    } else if (field) {
      clauses.push({ not, field: "word", value: token.slice(bang!.length) });
    } else {
      clauses.push({ not, field: "word", value: quoted === undefined ? word! : unquote(quoted) });
    }
  }
  return clauses;
}

/** The text that reads as this query. */
export function printQuery(query: Query): string {
  return query.map(printClause).join(" ");
}

/** The query with the clause added, or taken out where it is in it. */
export function toggled(text: string, own: Clause): string {
  const query = parseQuery(text);
  const rest = query.filter((each) => printClause(each) !== printClause(own));
  return printQuery(rest.length < query.length ? rest : [...query, own]);
}

/** The query with these clauses, each once. */
export function refined(text: string | undefined, ...clauses: readonly Clause[]): string {
  const query = [...parseQuery(text ?? "")];
  for (const clause of clauses) if (!has(query, clause)) query.push(clause);
  return printQuery(query);
}

/** `field:value` as a clause. */
export function clause(field: Field, value: string, not = false): Clause {
  return { not, field, value };
}

export function has(query: Query, own: Clause): boolean {
  return query.some((each) => printClause(each) === printClause(own));
}

// --- internal ---

const TOKEN =
  /(!?)(?:(err)(>=|<=|>|<)(-?(?:inf|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+))(?!\S)|([a-z]+):(?:"((?:[^"\\]|\\.)*)"?|(\S*))|"((?:[^"\\]|\\.)*)"?|(\S+))/gu;

function parseBound(text: string): number {
  const value = text.endsWith("inf") ? Number.POSITIVE_INFINITY : Number(text.replace(/^-/, ""));
  return text.startsWith("-") ? -value : value;
}

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

function printClause(clause: Clause): string {
  const bang = clause.not ? "!" : "";
  if (clause.field === "err") return `${bang}err${clause.comparison}${printBound(clause.value)}`;
  if (clause.field === "word") return `${bang}${isPlainWord(clause.value) ? clause.value : quote(clause.value)}`;
  const plain = clause.value !== "" && !/^"|\s/u.test(clause.value);
  return `${bang}${clause.field}:${plain ? clause.value : quote(clause.value)}`;
}

function printBound(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}

/** Whether a word reads as itself. */
function isPlainWord(word: string): boolean {
  if (word === "" || /^[!"]|\s/u.test(word)) return false;
  const [only, ...others] = parseQuery(word);
  return others.length === 0 && only?.field === "word" && !only.not && only.value === word;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function unquote(text: string): string {
  return text.replace(/\\([\s\S])/g, "$1");
}
