import { mapArguments } from "../src/format/argument.ts";
import type { GoldenRejection } from "../src/format/case-file.ts";
import type { AnswerMessage } from "../src/format/protocol.ts";
import type { JsonTensor } from "../src/format/tensor.ts";
import { encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import { askAll } from "./executor.ts";
import type { PlannedCall } from "./expand.ts";
import { ExecutorDied, type ResilientExecutor } from "./resilient.ts";

/** What a framework answered to a planned call. */
export type Recorded =
  | {
      readonly rejected: GoldenRejection;
      /** Why it is no refusal: the process died, or the call is undefined behaviour. Never judged. */
      readonly unstable?: string;
    }
  | {
      readonly value: JsonTensor;
      readonly gradients: { readonly [input: string]: JsonTensor };
      /** The framework's reason, for each floating input that it gives no gradient for. */
      readonly notDifferentiable: { readonly [input: string]: string };
      readonly warnings: readonly string[];
    };

/** Records one call; a process that dies of it is data, too. */
export async function record(executor: ResilientExecutor, call: PlannedCall): Promise<Recorded> {
  try {
    if (call.isolated === undefined) return await recordAnswer(call, executor.ask);
    const answer = await recordAnswer(call, executor.askIsolated);
    // The message of a refusal is the framework's; a value, or a death, differs from machine to machine.
    return "rejected" in answer ? answer : undefinedBehaviour(call.isolated);
  } catch (error) {
    if (!(error instanceof ExecutorDied)) throw error;
    return undefinedBehaviour(call.isolated ?? "the framework's process died of it");
  }
}
/** Records every call; `reverse` asks in the opposite order, which a reproducible golden does not notice. */
export async function recordAll(
  executor: ResilientExecutor,
  calls: readonly PlannedCall[],
  { reverse }: { readonly reverse: boolean },
): Promise<Recorded[]> {
  const order = reverse ? [...calls].reverse() : calls;
  const answers = await askAll(order, (call) => record(executor, call));
  return reverse ? answers.reverse() : answers;
}

/** The message of a call, without its type and number. */
export function wireCall(call: Pick<PlannedCall, "id" | "loss" | "args" | "inputs">, wrt: readonly string[]) {
  return {
    id: call.id,
    loss: call.loss,
    args: mapArguments(call.args, encodeTensor),
    inputs: Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [name, encodeTensor(tensor)])),
    ...(wrt.length > 0 && { wrt, cotangent: "ramp" as const }),
  };
}

/** Whether two recordings of a call agree bit for bit; messages and warnings may differ. */
export function agrees(a: Recorded, b: Recorded): boolean {
  const essence = (answer: Recorded) =>
    "rejected" in answer
      ? { rejected: answer.rejected.error, phase: answer.rejected.phase }
      : { value: answer.value, gradients: answer.gradients };
  return stringifyJson(essence(a)) === stringifyJson(essence(b));
}

// --- internal ---

const NO_GRADIENT = "the framework gives no gradient: the value does not depend on it differentiably";

/**
 * Asks for the value and all gradients at once. Where the framework refuses that, the value alone is asked for and then each
 * gradient by itself, so that one input without a derivative costs the case no other gradient.
 */
async function recordAnswer(call: PlannedCall, send: ResilientExecutor["ask"]): Promise<Recorded> {
  const ask = (wrt: readonly string[]) => send(wireCall(call, wrt));
  const together = await ask(call.floating);
  if (together.type === "result") return fromResult(call, together);
  const alone = call.floating.length === 0 ? together : await ask([]);
  if (alone.type === "unsupported") throw new Error(`${call.id}: the executor says unsupported: ${alone.reason}`);
  if (alone.type === "rejected") return { rejected: rejection(alone) };
  const gradients: { [input: string]: JsonTensor } = {};
  const notDifferentiable: { [input: string]: string } = {};
  for (const input of call.floating) {
    const answer = await ask([input]);
    const gradient = answer.type === "result" ? answer.gradients?.[input] : undefined;
    if (gradient !== undefined) gradients[input] = gradient;
    else notDifferentiable[input] = answer.type === "rejected" ? answer.message : NO_GRADIENT;
  }
  return { value: alone.value, gradients, notDifferentiable, warnings: alone.warnings ?? [] };
}

function fromResult(call: PlannedCall, answer: AnswerMessage & { type: "result" }): Recorded {
  const gradients: { [input: string]: JsonTensor } = {};
  const notDifferentiable: { [input: string]: string } = {};
  for (const input of call.floating) {
    const gradient = answer.gradients?.[input];
    if (gradient === undefined) notDifferentiable[input] = NO_GRADIENT;
    else gradients[input] = gradient;
  }
  return { value: answer.value, gradients, notDifferentiable, warnings: answer.warnings ?? [] };
}

function undefinedBehaviour(why: string): Recorded {
  return { rejected: { error: "UndefinedBehaviour", phase: "call", message: why }, unstable: why };
}

function rejection(answer: AnswerMessage & { type: "rejected" }): GoldenRejection {
  return { error: answer.error ?? "Error", phase: answer.phase ?? "call", message: answer.message };
}
