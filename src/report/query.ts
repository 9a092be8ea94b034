import { globMatcher } from "../format/glob.ts";

/** What a query can ask of a row. */
export interface Queried {
  readonly id: string;
  readonly loss: string;
  readonly adapter: string;
  readonly verdict: string;
  readonly kind: string;
  readonly message: string;
}

const FIELDS = ["loss", "adapter", "verdict", "kind", "id", "dtype"] as const;

/** `loss:*Huber verdict:fail !kind:shape words "more words"`: all must hold; several values of one field are alternatives. */
export function compileQuery(query: string): (row: Queried) => boolean {
  const tests: ((row: Queried) => boolean)[] = [];
  const alternatives = new Map<string, ((row: Queried) => boolean)[]>();
  for (const [, not, field, quotedValue, value, quoted, word] of query.matchAll(
    /(!?)(?:([a-z]+):(?:"([^"]*)"?|(\S+))|"([^"]*)"?|(\S+))/g,
  )) {
    const known = FIELDS.find((name) => name === field);
    const text = quotedValue ?? value ?? "";
    const test = known
      ? fieldTest(known, text)
      : wordTest(quoted ?? word ?? (field === undefined ? "" : `${field}:${text}`));
    if (not === "!") tests.push((row) => !test(row));
    else if (!known) tests.push(test);
    else alternatives.set(known, [...(alternatives.get(known) ?? []), test]);
  }
  for (const list of alternatives.values()) tests.push((row) => list.some((test) => test(row)));
  return (row) => tests.every((test) => test(row));
}

/** One token of the language, quoted where it must be; a quote inside is matched by `?`, because there is no escape. */
export function queryToken(field: (typeof FIELDS)[number], value: string): string {
  return /[\s"]/.test(value) ? `${field}:"${value.replaceAll('"', "?")}"` : `${field}:${value}`;
}

// --- internal ---

function fieldTest(field: (typeof FIELDS)[number], value: string): (row: Queried) => boolean {
  const lower = value.toLowerCase();
  if (field === "dtype")
    return (row) =>
      row.id
        .slice(row.id.lastIndexOf("/") + 1)
        .toLowerCase()
        .startsWith(lower);
  if (/[*?]/.test(value)) {
    const matches = globMatcher(lower);
    return (row) => matches(row[field].toLowerCase());
  }
  // A loss's name is often a part of another's: `loss:Huber` is the last part of the name, whole.
  if (field === "loss") {
    return (row) => row.loss.toLowerCase() === lower || row.loss.toLowerCase().endsWith(`.${lower}`);
  }
  return (row) => row[field].toLowerCase() === lower;
}

function wordTest(word: string): (row: Queried) => boolean {
  const lower = word.toLowerCase();
  return (row) =>
    `${row.id}\n${row.adapter}\n${row.verdict}\n${row.kind}\n${row.message}`.toLowerCase().includes(lower);
}
