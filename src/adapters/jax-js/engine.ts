/** The part of jax-js that the adapter calls; declared here because the library is an optional one. */
export interface Jax {
  init(): Promise<readonly string[]>;
  defaultDevice(name: string): string;
  vjp(f: (...args: JaxArray[]) => JaxArray, primals: JaxArray[]): [JaxArray, (cotangent: JaxArray) => JaxArray[]];
  readonly numpy: {
    array(data: Float32Array | Int32Array, options: { shape: readonly number[] }): JaxArray;
    square(x: JaxArray): JaxArray;
    absolute(x: JaxArray): JaxArray;
  };
  readonly nn: {
    oneHot(x: JaxArray, classes: number): JaxArray;
    logSoftmax(x: JaxArray, axis: number): JaxArray;
    logSigmoid(x: JaxArray): JaxArray;
  };
}

/** An array is consumed by whatever takes it; `ref` is one more claim on it. */
export interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: JaxArray;
  dataSync(): Float32Array;
  mul(other: JaxArray | number): JaxArray;
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray | number): JaxArray;
  neg(): JaxArray;
  sum(axis?: number): JaxArray;
  mean(): JaxArray;
}
