import { compareTensor, type ExpectedTensor } from "../../src/compare.ts";
import { type FloatName, ulp } from "../../src/tensor/float.ts";

/** One way to judge a tensor of floats. */
export interface Rule {
  readonly name: string;
  readonly passes: (actual: readonly number[], expected: ExpectedTensor, part: "value" | "gradient") => boolean;
}

export const OURS: Rule = {
  name: "this rule",
  passes: (data, expected) => compareTensor({ ...expected.tensor, data }, expected).ok,
};

/** The rules of other suites, as their sources have them. What is NaN or infinite has to match by class and sign in each. */
export const OTHERS: readonly Rule[] = [
  // torch/testing/_comparison.py, default_tolerances, by dtype
  elementwise("torch, by dtype (float32: 1.3e-6, 1e-5)", (y, { dtype }) => {
    const [relative, absolute] = { float16: [1e-3, 1e-5], float32: [1.3e-6, 1e-5], float64: [1e-7, 1e-7] }[dtype]!;
    return absolute! + relative! * y;
  }),
  // keras/src/testing/test_case.py, assertAllClose; optax and JAX have the same
  elementwise("Keras, JAX 1e-6, 1e-6", (y) => 1e-6 + 1e-6 * y),
  // onnx/backend/test/runner, rtol and atol of a case
  elementwise("ONNX 1e-3, 1e-7", (y) => 1e-7 + 1e-3 * y),
  // test/test_ops.py, helper_test_op: atol and grad_atol
  elementwise("tinygrad 1e-3, 1e-6 (gradients 1e-4)", (y, { part }) => (part === "value" ? 1e-6 : 1e-4) + 1e-3 * y),
  // tfjs-core/src/test_util.ts, expectArraysClose
  elementwise("tfjs, absolute 1e-3", () => 1e-3),
  elementwise("plain 32 ulp", (y, { dtype }) => 32 * ulp(dtype, y)),
];

// --- internal ---

interface Where {
  readonly dtype: FloatName;
  readonly part: "value" | "gradient";
}

function elementwise(name: string, allowed: (magnitude: number, where: Where) => number): Rule {
  return {
    name,
    passes: (actual, { tensor }, part) => {
      const where: Where = { dtype: tensor.dtype as FloatName, part };
      return actual.every((z, i) => {
        const y = Number(tensor.data[i]);
        if (z === y || (Number.isNaN(z) && Number.isNaN(y))) return true;
        return Number.isFinite(z) && Number.isFinite(y) && Math.abs(z - y) <= allowed(Math.abs(y), where);
      });
    },
  };
}
