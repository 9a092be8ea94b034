import { domain, flag, literal } from "../domains.ts";
import { ADAPTIVE } from "../inputs/adaptive.ts";
import { defineConcept, type Value } from "../types.ts";

const list = (...values: number[]): Value => ({ name: values.join("-") || "empty", make: () => values });

/** Constructor arguments without a default are in every call and every id; a suspect value takes the place of the usual one. */
const required = (values: readonly Value[], suspect: readonly Value[]) => ({ values, suspect });

export const adaptiveLogSoftmax = defineConcept({
  name: "adaptive-log-softmax",
  title: "Adaptive log-softmax",
  about:
    "A softmax over frequent classes and clusters of rare ones. The module's own parameters are an input here, one after another in one vector, as torch.nn.utils.vector_to_parameters takes them; the value is the `loss` of the pair that it returns.",
  families: ADAPTIVE,
  losses: [
    {
      loss: "torch.nn.AdaptiveLogSoftmaxWithLoss",
      framework: "pytorch",
      form: "class",
      inputs: { input: ["prediction"], target: ["labels"], parameters: ["parameters"] },
      args: {
        in_features: required([literal(6), literal(4)], [literal(5), literal(0), literal(-1), literal(6.5)]),
        n_classes: required([literal(8), literal(6)], [literal(2), literal(1), literal(0)]),
        cutoffs: required(
          [list(2), list(2, 5), list(1, 3, 4)],
          [list(5, 2), list(), list(0), list(8), list(2, 2), list(2.5), literal(2, "no-list")],
        ),
        div_value: domain(
          [4, 1, 2].map((value) => literal(value)),
          [0, -1, 0.5, 1.5, Number.POSITIVE_INFINITY, "a"].map((value) => literal(value)),
        ),
        head_bias: flag(false),
      },
    },
  ],
});
