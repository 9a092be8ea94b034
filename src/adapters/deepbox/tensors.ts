import { type LooseTensor, unsupported } from "../../adapter.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";

/** The part of deepbox/ndarray that the adapter calls; declared here because the library is an optional one. */
export interface Ndarray {
  readonly Tensor: {
    fromTypedArray(args: {
      data: ArrayLike<unknown>;
      shape: readonly number[];
      dtype: string;
      device: "cpu";
    }): BoxTensor;
  };
  readonly GradTensor: { fromTensor(tensor: BoxTensor, options: { requiresGrad: boolean }): BoxGradTensor };
  contiguous(tensor: BoxTensor): BoxTensor;
}

export interface BoxTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: ArrayLike<number | bigint>;
  readonly offset: number;
  readonly size: number;
}

export interface BoxGradTensor {
  readonly tensor: BoxTensor;
  readonly grad: BoxTensor | null;
  backward(grad: BoxTensor): void;
}

/** A tensor of the library in the same dtype, where it has that. */
export function toTensor({ Tensor }: Ndarray, tensor: Tensor): BoxTensor {
  const { dtype, shape } = tensor;
  const make = (data: ArrayLike<unknown>) => Tensor.fromTypedArray({ data, shape, dtype, device: "cpu" });
  if (dtype === "float32") return make(Float32Array.from(numbers(tensor)));
  if (dtype === "float64") return make(Float64Array.from(numbers(tensor)));
  if (dtype === "int32") return make(Int32Array.from(numbers(tensor)));
  if (dtype === "int64") return make(BigInt64Array.from(tensor.data, BigInt));
  if (dtype === "uint8" || dtype === "bool") return make(Uint8Array.from(numbers(tensor)));
  throw unsupported(`no ${dtype} tensors`);
}

export function fromTensor(ndarray: Ndarray, tensor: BoxTensor): LooseTensor {
  const { data, offset, size, shape, dtype } = ndarray.contiguous(tensor);
  const elements = Array.from(data).slice(offset, offset + size);
  return { dtype: dtype as LooseTensor["dtype"], shape: [...shape], data: elements };
}
