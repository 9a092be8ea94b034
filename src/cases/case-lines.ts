import type { Case, CaseFile } from "../format/case-file.ts";

/** A case file of which only what is asked for is parsed. */
export interface LazyCaseFile {
  readonly loss: string;
  readonly concept: string;
  readonly ids: readonly string[];
  readonly isUnstable: (at: number) => boolean;
  /** The case at a place of `ids`, parsed at first use. */
  readonly raw: (at: number) => Case;
  /** Tensors and answers, parsed at first use; its `cases` may be empty. */
  readonly shared: () => Pick<CaseFile, "tensors" | "answers">;
  readonly whole: () => CaseFile;
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
  const ids: string[] = [];
  const bounds = new Uint32Array(2 * count);
  const unstable = new Set<number>();
  // Inside of a string its quotes would be escaped: this is the member and nothing else.
  let unstableAt = text.indexOf(UNSTABLE, casesAt);
  for (let from = casesAt + CASES.length; text.startsWith(CASE, from); ) {
    const end = text.indexOf("\n", from);
    if (end < 0 || ids.length === count) return undefined;
    const idAt = from + CASE.length;
    const hasComma = text.charCodeAt(end - 1) === COMMA;
    if (unstableAt >= 0 && unstableAt < end) {
      unstable.add(ids.length);
      unstableAt = text.indexOf(UNSTABLE, end);
    }
    bounds[2 * ids.length] = from;
    bounds[2 * ids.length + 1] = hasComma ? end - 1 : end;
    // Parsed, not sliced: a slice would go through the whole text at every comparison, and keep it in memory.
    ids.push(JSON.parse(text.slice(idAt - 1, text.indexOf('"', idAt) + 1)) as string);
    from = end + 1;
  }
  if (ids.length !== count) return undefined;
  const head = JSON.parse(`${text.slice(0, tensorsAt)}}`) as CaseFile;
  const raws = new Array<Case | undefined>(count);
  let shared: CaseFile | undefined;
  return {
    loss: head.loss,
    concept: head.concept,
    ids,
    isUnstable: (at) => unstable.has(at),
    raw: (at) => {
      raws[at] ??= JSON.parse(text.slice(bounds[2 * at], bounds[2 * at + 1])) as Case;
      return raws[at];
    },
    shared: () => {
      shared ??= JSON.parse(`${text.slice(0, casesAt)}}}`) as CaseFile;
      return shared;
    },
    whole: () => JSON.parse(text) as CaseFile,
  };
}

const COMMA = ",".charCodeAt(0);

function fromWhole(text: string): LazyCaseFile {
  const file = JSON.parse(text) as CaseFile;
  return {
    loss: file.loss,
    concept: file.concept,
    ids: file.cases.map(({ id }) => id),
    isUnstable: (at) => file.cases[at]!.unstable !== undefined,
    raw: (at) => file.cases[at]!,
    shared: () => file,
    whole: () => file,
  };
}
