import { numbers } from "../../../src/tensor/tensor.ts";
import type { MutantKind } from "../mutant.ts";
import { EVEN, LOSSES, ODD, SPECIMENS } from "../specimens.ts";
import { gradient, ofResult } from "../wrappers.ts";

/** Every gradient with the opposite sign. */
export const gradientSigns: MutantKind = {
  kind: "the gradient's sign is flipped",
  mutants: ODD.map((loss) => ({
    loss,
    what: "descends the wrong way",
    expected: ["GRADIENT_SIGN"],
    mutation: gradient((x) => -x),
  })),
};

/** No gradient at all. */
export const gradientZeros: MutantKind = {
  kind: "the gradient is zero",
  mutants: EVEN.map((loss) => ({
    loss,
    what: "gives no gradient",
    expected: ["GRADIENT_ZERO"],
    mutation: gradient(() => 0),
  })),
};

const FACTORS = [2, 1.01, 0.5, 1.00001];

/** Every gradient times a constant, the value as it should be. */
export const gradientScales: MutantKind = {
  kind: "the gradient is scaled",
  mutants: SPECIMENS.map((loss, i) => {
    const factor = FACTORS[i % FACTORS.length]!;
    return {
      loss,
      what: `gives ${factor} times the gradient`,
      expected: factor === 1.00001 ? ["GRADIENT_SCALED", "PRECISION_LOW"] : ["GRADIENT_SCALED"],
      mutation: gradient((x) => factor * x),
    };
  }),
};

const PAIRS: readonly (readonly [loss: string, one: string, other: string])[] = [
  ["tf.keras.losses.kl_divergence", "y_true", "y_pred"],
  ["tf.keras.losses.Poisson", "y_true", "y_pred"],
  ["tf.nn.sigmoid_cross_entropy_with_logits", "labels", "logits"],
  ["torch.nn.KLDivLoss", "input", "target"],
  ["torch.nn.MSELoss", "input", "target"],
  ["torch.nn.TripletMarginLoss", "anchor", "positive"],
];

/** Each of two gradients under the other's name. */
export const gradientSwaps: MutantKind = {
  kind: "two gradients are swapped",
  mutants: PAIRS.map(([loss, one, other]) => ({
    loss,
    what: `answers the gradient of ${one} as that of ${other}`,
    // The two gradients of a difference are each other's negatives.
    expected: loss === "torch.nn.MSELoss" ? ["GRADIENTS_SWAPPED", "GRADIENT_SIGN"] : ["GRADIENTS_SWAPPED"],
    mutation: ofResult(({ value, gradients = {} }) => {
      const { [one]: a, [other]: b, ...rest } = gradients;
      return { value, gradients: { ...rest, ...(b && { [one]: b }), ...(a && { [other]: a }) } };
    }),
  })),
};

const UNREDUCED = [
  "tf.keras.losses.mean_squared_error",
  "tf.keras.losses.kl_divergence",
  "torch.nn.HingeEmbeddingLoss",
];

/** The gradient of Σ value, whatever the value is to be contracted with. */
export const cotangents: MutantKind = {
  kind: "the cotangent is ignored",
  mutants: UNREDUCED.map((loss) => ({
    loss,
    what: "answers the gradient of the sum",
    expected: ["COTANGENT_IGNORED"],
    mutation: (honest) => (call) => {
      const { id, args, inputs, wrt, cotangent } = call;
      if (cotangent === undefined) return honest(call);
      const ones = { ...cotangent, data: numbers(cotangent).map(() => 1) };
      return honest({ id, loss, args, inputs, ...(wrt && { wrt }), cotangent: ones });
    },
  })),
};

const WITH_TARGETS = SPECIMENS.filter(
  (loss) => LOSSES[loss]!.framework === "tensorflow" && "y_true" in LOSSES[loss]!.inputs,
);

/** One of several gradients is wrong. */
export const gradientsOfTargets: MutantKind = {
  kind: "the gradient of the target has the wrong sign",
  mutants: WITH_TARGETS.filter((loss) => !/Sparse|sparse/.test(loss)).map((loss) => ({
    loss,
    what: "descends the wrong way in y_true",
    expected: ["GRADIENT_SIGN"],
    mutation: gradient((x) => -x, "y_true"),
  })),
};
