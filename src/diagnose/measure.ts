import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedTensor } from "../compare.ts";
import { numbers, sameShape, type Tensor } from "../tensor/tensor.ts";
import { widest } from "./allowance.ts";
import { extentsOf } from "./extents.ts";
import { factorNamed, factorNames, ratioOf } from "./factor.ts";
import type { World } from "./world.ts";

/** The factor between an answer and its golden: every name that it may have, and the number where the golden is exact enough to tell. */
export function measuredFactors(
  actual: Tensor,
  expected: ExpectedTensor,
  testCase: SuiteCase,
  world: World,
): (string | number)[] {
  if (!sameShape(actual.shape, expected.tensor.shape)) return [];
  const golden = numbers(expected.tensor);
  const found = ratioOf(numbers(actual), golden);
  if (found === undefined) return [];
  const { ratio, at } = found;
  const uncertainty = widest(expected.allowance) / Math.abs(golden[at]!);
  const names: (string | number)[] = factorNames(ratio, extentsOf(testCase, world), uncertainty + 4e-6);
  // Four times what the golden may be off by: the first digit that is left means something.
  if (Math.abs(ratio - 1) > 4 * uncertainty && ratio !== -1) names.push(rounded(ratio), ratio);
  return names;
}

/** The number that a measured factor is in a case. */
export function namedFactor(by: string | number, testCase: SuiteCase, world: World): number | undefined {
  return typeof by === "number" ? by : factorNamed(by, extentsOf(testCase, world));
}

// --- internal ---

/** In the few digits that a constant has in a formula. */
function rounded(ratio: number): number {
  const distance = ratio - 1;
  const digits = Math.abs(distance) < 1e-3 ? 2 : Math.abs(distance) < 0.1 ? 3 : 5;
  return Number((1 + Number(distance.toPrecision(digits))).toPrecision(9));
}
