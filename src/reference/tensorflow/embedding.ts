import type { Argument } from "../../format/argument.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { gatherRows } from "../engine/structure.ts";
import { given, type Tape, type Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";

/**
 * Rows of an embedding by their ids (python/ops/embedding_ops.py, _embedding_lookup_and_transform). Where the table comes in several
 * parts, `mod` deals the ids out in turn and `div` gives each part a run of them; of one part the strategy is not looked at.
 */
export function embeddingLookup(parts: readonly Variable[], ids: readonly number[], strategy: unknown): Variable {
  const places = ids.map(parts.length === 1 ? (id) => ({ table: 0, row: id }) : placing(parts, strategy));
  for (const { table, row } of places) {
    const rows = parts[table]?.shape[0] ?? 0;
    if (!(row >= 0 && row < rows)) throw refusal("InvalidArgumentError", `indices = ${row} is not in [0, ${rows})`);
  }
  return gatherRows(parts, places);
}

/** An embedding given as one tensor or as a list of its parts. */
export function partsOf(tape: Tape, value: Argument<Tensor> | undefined, input: Variable | undefined): Variable[] {
  if (Array.isArray(value))
    return (value as readonly Argument<Tensor>[]).flatMap((part) => partsOf(tape, part, undefined));
  if (value !== null && typeof value === "object" && "tensor" in value) return [given(tape, value.tensor)];
  if (input === undefined) throw refusal("ValueError", "params must be specified");
  return [input];
}

// --- internal ---

function placing(parts: readonly Variable[], strategy: unknown): (id: number) => { table: number; row: number } {
  const n = parts.length;
  if (strategy === "mod") return (id) => ({ table: id % n, row: Math.floor(id / n) });
  if (strategy !== "div") throw refusal("ValueError", `Unrecognized partition strategy: ${strategy}`);
  const total = parts.reduce((count, { shape }) => count + shape[0]!, 0);
  const each = Math.floor(total / n);
  const extras = total % n;
  return (id) => {
    const table = Math.max(Math.floor(id / (each + 1)), Math.floor((id - extras) / each));
    return { table, row: table < extras ? id % (each + 1) : (id - extras) % each };
  };
}
