import type { CaseFile } from "../src/format/case-file.ts";
import { encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import type { PlannedCall } from "./expand.ts";

/** What the catalogue asks and a committed file does not say, and where the two contradict each other. */
export interface Growth {
  readonly missing: readonly PlannedCall[];
  /** Sentences, each on a case that would change or go: adding is no way to do that. */
  readonly changes: readonly string[];
}

/** Compares the calls of a loss with its committed file, by ids and inputs. */
export function growthOf(calls: readonly PlannedCall[], file: CaseFile): Growth {
  const committed = new Map(file.cases.map((entry) => [entry.id, entry]));
  const missing: PlannedCall[] = [];
  const changes: string[] = [];
  for (const call of calls) {
    const entry = committed.get(call.id);
    committed.delete(call.id);
    if (entry === undefined) missing.push(call);
    else {
      for (const [parameter, tensor] of Object.entries(call.inputs)) {
        const stored = file.tensors[entry.inputs[parameter] ?? ""];
        if (stringifyJson(stored) !== stringifyJson(encodeTensor(tensor)))
          changes.push(`${call.id}: ${parameter} would change`);
      }
    }
  }
  for (const id of committed.keys()) changes.push(`${id}: would be removed`);
  return { missing, changes };
}

/** The committed file with further cases; what it had keeps its bytes, so that a diff shows nothing but additions. */
export function withAdded(file: CaseFile, added: CaseFile, recordedOn: string | undefined): CaseFile {
  const cases = added.cases.map((entry) => ({ ...entry, ...(recordedOn !== undefined && { recordedOn }) }));
  return {
    ...file,
    tensors: merged(file.tensors, added.tensors),
    answers: merged(file.answers, added.answers),
    cases: [...file.cases, ...cases].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

// --- internal ---

function merged<T>(have: { readonly [name: string]: T }, more: { readonly [name: string]: T }): { [name: string]: T } {
  for (const [name, thing] of Object.entries(more)) {
    if (name in have && stringifyJson(have[name]) !== stringifyJson(thing))
      throw new Error(`two things are called ${name}`);
  }
  return Object.fromEntries(Object.entries({ ...have, ...more }).sort(([a], [b]) => (a < b ? -1 : 1)));
}
