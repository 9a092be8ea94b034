import type { MutantKind } from "../mutant.ts";
import { EVEN, ODD, SPECIMENS } from "../specimens.ts";
import { scaling } from "../wrappers.ts";

/** The value and its gradients with the opposite sign. */
export const signs: MutantKind = {
  kind: "the sign is flipped",
  mutants: EVEN.map((loss) => ({
    loss,
    what: "answers −loss",
    expected: ["SIGN_FLIPPED"],
    mutation: scaling(-1),
  })),
};

/** Off by one part in a hundred thousand: what a tolerance of 1e-4 lets through. */
export const relativeErrors: MutantKind = {
  kind: "everything is off by 1e-5 of itself",
  mutants: SPECIMENS.map((loss) => ({
    loss,
    what: "is off by a factor of 1.00001",
    expected: ["RELATIVE_ERROR", "PRECISION_LOW"],
    mutation: scaling(1.00001),
  })),
};

const FACTORS: readonly (readonly [string, number])[] = [
  ["a percentage", 100],
  ["half of it", 0.5],
  ["twice of it", 2],
  ["bits", 1 / Math.LN2],
  ["101 % of it", 1.01],
];

/** The value and its gradients times a constant. */
export const scales: MutantKind = {
  kind: "everything is scaled",
  mutants: ODD.map((loss, i) => {
    const [what, factor] = FACTORS[i % FACTORS.length]!;
    return { loss, what: `answers ${what}`, expected: ["SCALED"], mutation: scaling(factor) };
  }),
};
