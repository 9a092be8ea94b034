import { type LooseTensor, unsupported } from "../../adapter.ts";
import { numbers, type Tensor } from "../../tensor/tensor.ts";
import type { Core, TfTensor } from "./engine.ts";

/** A tensor of the library, exactly; unsupported where it has no dtype that could hold it. */
export function toTensor(core: Core, tensor: Tensor): TfTensor {
  const { dtype, shape } = tensor;
  const data = numbers(tensor);
  if (dtype === "float32") return core.tensor(Float32Array.from(data), shape, "float32");
  if (dtype === "bool") return core.tensor(Uint8Array.from(data), shape, "bool");
  if (dtype === "float16" || dtype === "float64") throw unsupported(`no ${dtype} tensors`);
  return core.tensor(exactly(Int32Array.from(data), tensor), shape, "int32");
}

/** Integers and booleans as a float32 tensor, exactly. */
export function toFloatTensor(core: Core, tensor: Tensor): TfTensor {
  if (tensor.dtype === "float16" || tensor.dtype === "float64") return toTensor(core, tensor);
  return core.tensor(exactly(Float32Array.from(numbers(tensor)), tensor), tensor.shape, "float32");
}

export function fromTensor(tensor: TfTensor): LooseTensor {
  return { dtype: tensor.dtype, shape: [...tensor.shape], data: tensor.dataSync() };
}

// --- internal ---

function exactly<T extends Int32Array | Float32Array>(converted: T, tensor: Tensor): T {
  const isExact = tensor.dtype === "float32" || numbers(tensor).every((number, index) => number === converted[index]);
  if (!isExact) throw unsupported(`no ${tensor.dtype} tensors, and an element too large for those it has`);
  return converted;
}
