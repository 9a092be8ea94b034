/**
 * The part of TensorFlow.js that the adapters call. It is declared here because the library is an optional one outside of this
 * package's dependencies: its own types are there only where it is installed.
 */
export interface TfTensor {
  readonly shape: number[];
  readonly dtype: "float32" | "int32" | "bool";
  dataSync(): Float32Array | Int32Array | Uint8Array;
}

export type TfFunction = (...inputs: TfTensor[]) => TfTensor;

export interface Core {
  readonly version_core: string;
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  env(): { set(flag: string, value: boolean): void };
  tidy<T>(compute: () => T): T;
  tensor(data: Float32Array | Int32Array | Uint8Array, shape: readonly number[], dtype: TfTensor["dtype"]): TfTensor;
  grads(f: TfFunction): (inputs: TfTensor[], dy?: TfTensor) => TfTensor[];
  oneHot(indices: TfTensor, depth: number): TfTensor;
  readonly losses: Readonly<Record<string, (...args: unknown[]) => TfTensor>>;
  readonly Reduction: Readonly<Record<"NONE" | "MEAN" | "SUM" | "SUM_BY_NONZERO_WEIGHTS", number>>;
}

export interface Layers {
  input(options: { shape: number[] }): unknown;
  model(options: { inputs: unknown; outputs: unknown }): Model;
  readonly layers: { activation(options: { activation: string }): { apply(input: unknown): unknown } };
}

export interface Model {
  compile(options: { optimizer: string; loss: string }): void;
  readonly lossFunctions: readonly ((yTrue: TfTensor, yPred: TfTensor, fromLogits?: boolean) => TfTensor)[];
}

/** One library on one of its backends. */
export interface Engine {
  readonly core: Core;
  readonly layers: Layers;
  readonly backend: "tensorflow" | "cpu" | "wasm" | "webgl";
}
