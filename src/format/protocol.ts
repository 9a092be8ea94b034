import type { WireArguments } from "./argument.ts";
import type { Phase } from "./case-file.ts";
import type { Dtype, JsonTensor } from "./tensor.ts";

export const PROTOCOL = 1;

export interface StartMessage {
  readonly type: "start";
  readonly protocol: typeof PROTOCOL;
}

export interface ReadyMessage {
  readonly type: "ready";
  readonly protocol: typeof PROTOCOL;
  readonly name: string;
  readonly version: string;
  readonly language: string;
  /** Patterns of the losses it can be asked for. */
  readonly losses: readonly string[];
  readonly dtypes: readonly Dtype[];
  readonly gradients: boolean;
  /** What it runs in, where that matters: a browser and its renderer, a device. Kept in the results, never judged. */
  readonly environment?: string;
}

export interface CallMessage {
  readonly type: "call";
  readonly seq: number;
  readonly id: string;
  readonly loss: string;
  readonly args: WireArguments;
  readonly inputs: { readonly [parameter: string]: JsonTensor };
  readonly wrt?: readonly string[];
  /** What the value's gradient is contracted with; `"ramp"` asks the executor to apply the rule (recording only). */
  readonly cotangent?: JsonTensor | "ramp";
}

export interface StopMessage {
  readonly type: "stop";
}

export interface ResultMessage {
  readonly type: "result";
  readonly seq: number;
  readonly value: JsonTensor;
  readonly gradients?: { readonly [input: string]: JsonTensor };
  readonly warnings?: readonly string[];
}

export interface RejectedMessage {
  readonly type: "rejected";
  readonly seq: number;
  readonly message: string;
  readonly error?: string;
  readonly phase?: Phase;
  /** After a failed backward: the value, which the library did compute. */
  readonly value?: JsonTensor;
  readonly warnings?: readonly string[];
}

export interface UnsupportedMessage {
  readonly type: "unsupported";
  readonly seq: number;
  readonly reason: string;
}

export type RequestMessage = StartMessage | CallMessage | StopMessage;
export type AnswerMessage = ResultMessage | RejectedMessage | UnsupportedMessage;
