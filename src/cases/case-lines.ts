import type { Case, CaseFile } from "../format/case-file.ts";

/** A case file of which only what is asked for is parsed. */
export interface LazyCaseFile {
  readonly loss: string;
  readonly concept: string;
  readonly cases: readonly LazyCase[];
  /** Tensors and answers, parsed at first use; its `cases` may be empty. */
  readonly shared: () => Pick<CaseFile, "tensors" | "answers">;
  readonly whole: () => CaseFile;
}

export interface LazyCase {
  readonly id: string;
  readonly isUnstable: boolean;
  readonly raw: () => Case;
}

/**
 * The cases of a file as the generators write it, one a line: a case costs what finding its line costs until somebody looks at it. Any
 * other layout is parsed as a whole. `text` has the hash that the manifest states, so its layout can be relied on.
 */
export function lazyCaseFile(text: string, count: number): LazyCaseFile {
  return fromLines(text, count) ?? fromWhole(text);
}

// --- internal ---

const TENSORS = ',\n"tensors":{\n';
const CASES = '},\n"cases":[\n';
const CASE = '{"id":"';
const UNSTABLE = '"unstable":';

function fromLines(text: string, count: number): LazyCaseFile | undefined {
  const tensorsAt = text.indexOf(TENSORS);
  const casesAt = text.indexOf(CASES, tensorsAt);
  if (tensorsAt < 0 || casesAt < 0) return undefined;
  const cases: LazyCase[] = [];
  // Inside of a string its quotes would be escaped: this is the member and nothing else.
  let unstableAt = text.indexOf(UNSTABLE, casesAt);
  for (let from = casesAt + CASES.length; text.startsWith(CASE, from); ) {
    const end = text.indexOf("\n", from);
    if (end < 0) return undefined;
    const idAt = from + CASE.length;
    const hasComma = text.charCodeAt(end - 1) === COMMA;
    const isUnstable = unstableAt >= 0 && unstableAt < end;
    if (isUnstable) unstableAt = text.indexOf(UNSTABLE, end);
    // Parsed, not sliced: a slice would go through the whole text at every comparison.
    const id = JSON.parse(text.slice(idAt - 1, text.indexOf('"', idAt) + 1)) as string;
    cases.push(new CaseLine(text, from, hasComma ? end - 1 : end, id, isUnstable));
    from = end + 1;
  }
  if (cases.length !== count) return undefined;
  const head = JSON.parse(`${text.slice(0, tensorsAt)}}`) as CaseFile;
  let shared: CaseFile | undefined;
  return {
    loss: head.loss,
    concept: head.concept,
    cases,
    shared: () => {
      shared ??= JSON.parse(`${text.slice(0, casesAt)}}}`) as CaseFile;
      return shared;
    },
    whole: () => JSON.parse(text) as CaseFile,
  };
}

const COMMA = ",".charCodeAt(0);

/** A class, because an object with a closure for each case costs more than finding its line. */
class CaseLine implements LazyCase {
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly id: string;
  readonly isUnstable: boolean;
  #raw: Case | undefined;

  constructor(text: string, from: number, to: number, id: string, isUnstable: boolean) {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.id = id;
    this.isUnstable = isUnstable;
  }

  raw() {
    this.#raw ??= JSON.parse(this.#text.slice(this.#from, this.#to)) as Case;
    return this.#raw;
  }
}

function fromWhole(text: string): LazyCaseFile {
  const file = JSON.parse(text) as CaseFile;
  return {
    loss: file.loss,
    concept: file.concept,
    cases: file.cases.map((raw) => ({ id: raw.id, isUnstable: raw.unstable !== undefined, raw: () => raw })),
    shared: () => file,
    whole: () => file,
  };
}
