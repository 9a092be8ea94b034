import { stringifyJson } from "../src/tensor/json.ts";
import type { RecordedCall } from "./case-files.ts";
import { toleranceOf } from "./evidence.ts";
import { askAll } from "./executor.ts";
import type { PlannedCall } from "./expand.ts";
import { type Recorded, recordAll } from "./record.ts";
import type { ResilientExecutor } from "./resilient.ts";

/** Two processes record the calls in opposite orders; then each distinct answer gets its evidence, shared by both. */
export async function recordLoss(
  first: ResilientExecutor,
  second: ResilientExecutor,
  calls: readonly PlannedCall[],
): Promise<RecordedCall[]> {
  const [answers, again] = await Promise.all([
    recordAll(first, calls, { reverse: false }),
    recordAll(second, calls, { reverse: true }),
  ]);
  const keys = calls.map((call, i) => answerKey(call, answers[i]!));
  const distinct = new Map<string, number>();
  for (const [i, key] of keys.entries()) if (key !== undefined && !distinct.has(key)) distinct.set(key, i);
  const measured = await askAll([...distinct], async ([key, i]) => {
    const answer = answers[i]!;
    if ("rejected" in answer) throw new Error("a rejection has no tolerance");
    return [key, await toleranceOf(i % 2 === 0 ? first : second, calls[i]!, answer)] as const;
  });
  const tolerances = new Map(measured);
  return calls.map((call, i) => {
    const tolerance = tolerances.get(keys[i] ?? "");
    return { call, answer: answers[i]!, again: again[i]!, ...(tolerance && { tolerance }) };
  });
}

// --- internal ---

/** Calls of a family with the same answer share its evidence: the legacy arguments give three answers for 27 combinations. */
function answerKey(call: PlannedCall, answer: Recorded): string | undefined {
  if ("rejected" in answer) return undefined;
  return stringifyJson([call.family.name, call.inputs, answer.value, answer.gradients]);
}
