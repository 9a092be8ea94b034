/** The dtypes a tensor of a case file or message can have. */
export const DTYPES = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"] as const;

export type Dtype = (typeof DTYPES)[number];
export type FloatDtype = "float16" | "float32" | "float64";

/** One element as it stands in JSON: non-finite floats and integers beyond 2^53 are strings. */
export type JsonElement = number | string | boolean;

/** A tensor as it stands in case files and messages: `data` is flat, in row-major order. */
export interface JsonTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: readonly JsonElement[];
}

export function isFloatDtype(dtype: Dtype): dtype is FloatDtype {
  return dtype === "float16" || dtype === "float32" || dtype === "float64";
}
