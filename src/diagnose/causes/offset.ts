import type { SuiteCase } from "../../cases/load.ts";
import type { ExpectedTensor } from "../../compare.ts";
import { numbers, sameShape } from "../../tensor/tensor.ts";
import { widest } from "../allowance.ts";
import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { shown } from "../factor.ts";
import { inputNamed, inputOf, lossCount, reductionOf, sampleWeightsOf, weightsOf } from "../roles.ts";
import type { World } from "../world.ts";

/** Every loss is off by one constant, times its weight; a mean as much, a sum by as many as there are. Gradients are right. */
export const offset = defineDiagnosis({
  code: "OFFSET",
  title: "Off by a constant",
  sentence: ({ by }) =>
    `answers ${shown(Math.abs(Number(by)))} ${Number(by) < 0 ? "less" : "more"} than what is expected`,
  suggest: ({ actual, expected, gradientOf, testCase }, world) => {
    if (actual === undefined || expected === undefined || gradientOf !== undefined) return [];
    if (!sameShape(actual.value.shape, expected.value.tensor.shape)) return [];
    const share = sharesOf(testCase, expected.value, world)?.[0];
    const raw = (numbers(actual.value)[0] ?? 0) - (numbers(expected.value.tensor)[0] ?? 0);
    if (!share || !Number.isFinite(raw) || Math.abs(raw) < 20 * widest(expected.value.allowance)) return [];
    const by = raw / share;
    const known = KNOWN.find((each) => Math.abs(each - by) <= 1e-5 * Math.abs(each));
    return (known === undefined ? [Number(by.toPrecision(4)), by] : [known]).map((each) => ({ by: each }));
  },
  isMeasured: ({ by }) => !KNOWN.includes(Number(by)),
  predict: (testCase, { by }, world) => {
    const golden = goldenAnswer(testCase);
    const shares = golden && sharesOf(testCase, golden.value, world);
    if (golden === undefined || shares === undefined || shares.length === 0) return undefined;
    const { tensor, allowance } = golden.value;
    const data = numbers(tensor).map((x, i) => x + Number(by) * shares[i]!);
    // The gradient by the weights is the losses themselves.
    const weights = inputNamed(testCase, world, "weights");
    const gradients = Object.fromEntries(Object.entries(golden.gradients).filter(([input]) => input !== weights));
    return { value: { tensor: { ...tensor, data }, allowance }, gradients };
  },
});

// --- internal ---

const LN2 = Number(Math.LN2.toPrecision(6));

/** Whole numbers, halves and ln 2: what a formula has. */
const KNOWN = [1, -1, 2, -2, 0.5, -0.5, LN2, -LN2];

/** How many times each element of the value has the constant in it; `undefined` for class weights, where it depends on the labels. */
function sharesOf(testCase: SuiteCase, { tensor }: ExpectedTensor, world: World): number[] | undefined {
  const weights = weightsOf(testCase, world);
  const isOfSamples = sampleWeightsOf(testCase, world) !== undefined;
  if (weights !== undefined && !isOfSamples) return undefined;
  const kind = reductionOf(testCase, world) ?? "none";
  const count = kind === "none" ? tensor.data.length : lossCount(testCase, world);
  if (count === undefined) return undefined;
  const w = weights === undefined ? [1] : numbers(weights);
  const each = Array.from({ length: count }, (_, i) => w[Math.floor((i * w.length) / count)] ?? 0);
  if (kind === "none") return each;
  const sum = each.reduce((total, x) => total + x, 0);
  if (kind === "sum" || count === 0) return [sum];
  const batch = inputOf(testCase, world, "prediction")?.shape[0] ?? 1;
  return [sum / (kind === "batchmean" ? batch : count)];
}
