import { describe, expect, test } from "vitest";
import { answerLike, EVERY_INPUT, withGradients } from "../src/diagnose/answers.ts";
import { readAs } from "../src/diagnose/logits.ts";
import { answerReducedLike, lossCount, reductionOf } from "../src/diagnose/roles.ts";
import { mapTensor, reduced, reshaped, scaled, shifted } from "../src/diagnose/tensors.ts";
import { goldenOfOther } from "../src/diagnose/twins.ts";
import { numbers } from "../src/tensor/tensor.ts";
import { type Break, echo, judged } from "./diagnose-adapters.ts";

/** Breaks what is answered, and leaves refusals as they are. */
const answers =
  (
    change: (
      answer: Exclude<Parameters<Break>[1], "rejected">,
      ...rest: [Parameters<Break>[0], Parameters<Break>[2]]
    ) => ReturnType<Break>,
  ): Break =>
  (testCase, golden, world) =>
    golden === "rejected" ? golden : change(golden, testCase, world);
const value = (change: (x: number) => number) =>
  answers((golden) => ({ ...golden, value: { ...golden.value, tensor: mapTensor(golden.value.tensor, change) } }));
const gradients = (change: (x: number) => number, input: string = EVERY_INPUT) =>
  answers((golden) => withGradients(golden, input, (each) => ({ ...each, tensor: mapTensor(each.tensor, change) })));
const ignoring =
  (...names: string[]): Break =>
  (testCase, golden, world) => {
    const isGiven = names.some((name) => world.factsOf(testCase).named.has(name));
    const without = Object.fromEntries(names.map((name) => [name, undefined]));
    return isGiven ? (world.answerTo(testCase, without) ?? golden) : golden;
  };
const like =
  (loss: string): Break =>
  (testCase, golden, world) =>
    goldenOfOther(testCase, loss, world) ?? golden;

const LN2 = Number(Math.LN2.toPrecision(6));
const MSE = "torch.nn.MSELoss";
const KERAS_MSE = "tf.keras.losses.mean_squared_error";
const HUBER = "tf.keras.losses.Huber";
const CE = "torch.nn.CrossEntropyLoss";
const BCE = "tf.keras.losses.BinaryCrossentropy";

/** Each broken adapter over all recorded cases of a loss, with the code and the parameters that have to come first. */
const TABLE: [what: string, loss: string, code: string, args: object, broken: Break][] = [
  ["answers −loss", MSE, "SIGN_FLIPPED", {}, answers((a) => answerLike(a, (x) => scaled(x, -1)))],
  [
    "answers −loss, as a Keras function",
    KERAS_MSE,
    "SIGN_FLIPPED",
    {},
    answers((a) => answerLike(a, (x) => scaled(x, -1))),
  ],
  ["answers a percentage", KERAS_MSE, "SCALED", { by: "100" }, answers((a) => answerLike(a, (x) => scaled(x, 100)))],
  ["halves", HUBER, "SCALED", { by: "1/2" }, answers((a) => answerLike(a, (x) => scaled(x, 0.5)))],
  ["answers in bits", CE, "SCALED", { by: "1/ln 2" }, answers((a) => answerLike(a, (x) => scaled(x, 1 / Math.LN2)))],
  [
    "takes 101 for 100",
    "tf.keras.losses.mean_absolute_percentage_error",
    "SCALED",
    { by: 1.01 },
    value((x) => x * 1.01),
  ],
  ["is off by 1e-5", MSE, "RELATIVE_ERROR", { factor: 1.00001 }, value((x) => x * 1.00001)],
  ["forgets − ln 2", "tf.keras.losses.log_cosh", "OFFSET", { by: LN2 }, value((x) => x + Math.LN2)],
  [
    "adds 1 to every loss before it reduces",
    "torch.nn.HingeEmbeddingLoss",
    "OFFSET",
    { by: 1 },
    answers((a, c, w) => ({ ...a, value: shifted(a.value, reductionOf(c, w) === "sum" ? lossCount(c, w)! : 1) })),
  ],
  [
    "sums for the mean",
    HUBER,
    "SUM_FOR_MEAN",
    { over: "all losses" },
    (c, golden, w) => (reductionOf(c, w) === "mean" ? (answerReducedLike(c, w, "sum") ?? golden) : golden),
  ],
  [
    "sums over the last axis",
    KERAS_MSE,
    "SUM_FOR_MEAN",
    { over: "the last axis" },
    answers((a, c) => answerLike(a, (x) => scaled(x, c.inputs().y_pred!.shape.at(-1) ?? 1))),
  ],
  [
    "averages for the sum",
    CE,
    "MEAN_FOR_SUM",
    {},
    (c, golden, w) => (reductionOf(c, w) === "sum" ? (answerReducedLike(c, w, undefined) ?? golden) : golden),
  ],
  [
    "does not reduce",
    MSE,
    "REDUCTION_MISSING",
    { how: "mean", over: "everything" },
    (c, golden, w) => (reductionOf(c, w) === "mean" ? (answerReducedLike(c, w, "none") ?? golden) : golden),
  ],
  [
    "averages with reduction none",
    "torch.nn.KLDivLoss",
    "REDUCTION_EXTRA",
    { how: "mean", over: "the last axis" },
    answers((a, c, w) => {
      const { tensor, allowance } = a.value;
      if (reductionOf(c, w) !== "none" || tensor.shape.length === 0) return a;
      return { value: { tensor: reduced(tensor, tensor.shape.length - 1, "mean"), allowance }, gradients: {} };
    }),
  ],
  ["ignores delta", HUBER, "ARGUMENT_IGNORED", { argument: "delta" }, ignoring("delta")],
  ["ignores reduction", HUBER, "ARGUMENT_IGNORED", { argument: "reduction" }, ignoring("reduction")],
  ["ignores sample_weight", BCE, "ARGUMENT_IGNORED", { argument: "sample_weight" }, ignoring("sample_weight")],
  ["ignores class weights", CE, "ARGUMENT_IGNORED", { argument: "weight" }, ignoring("weight")],
  ["ignores ignore_index", CE, "ARGUMENT_IGNORED", { argument: "ignore_index" }, ignoring("ignore_index")],
  ["ignores from_logits", BCE, "ARGUMENT_IGNORED", { argument: "from_logits" }, ignoring("from_logits")],
  [
    "ignores two arguments",
    BCE,
    "ARGUMENT_IGNORED",
    { argument: "label_smoothing and reduction" },
    ignoring("label_smoothing", "reduction"),
  ],
  [
    "has another default",
    HUBER,
    "WRONG_DEFAULT",
    { argument: "delta", as: "2" },
    (c, golden, w) => (w.factsOf(c).named.has("delta") ? golden : (w.answerTo(c, { delta: "2" }) ?? golden)),
  ],
  [
    "takes one value for another",
    HUBER,
    "ARGUMENT_TREATED_AS",
    { argument: "delta", given: "0.5", as: "2" },
    (c, golden, w) => (w.factsOf(c).named.get("delta") === "0.5" ? (w.answerTo(c, { delta: "2" }) ?? golden) : golden),
  ],
  [
    "always applies a sigmoid",
    BCE,
    "PROBABILITIES_AS_LOGITS",
    {},
    // `None` is no either; an adapter that heeds it has another default: WRONG_DEFAULT.
    (c, golden, w) => (c.args().from_logits ? golden : (w.answerTo(c, { from_logits: "true" }) ?? golden)),
  ],
  [
    "applies no sigmoid",
    "torch.nn.BCEWithLogitsLoss",
    "LOGITS_AS_PROBABILITIES",
    {},
    (c, golden, w) => readAs(c, false, w) ?? golden,
  ],
  ["has PyTorch's loss", BCE, "OTHER_FRAMEWORK", { loss: "torch.nn.BCELoss" }, like("torch.nn.BCELoss")],
  ["has TensorFlow's loss", "torch.nn.SmoothL1Loss", "OTHER_FRAMEWORK", { loss: HUBER }, like(HUBER)],
  [
    "divides by the batch",
    MSE,
    "WRONG_DENOMINATOR",
    { by: "the batch size", due: "the number of losses" },
    answers((a, c, w) => {
      const count = lossCount(c, w) ?? 1;
      const batch = c.inputs().input!.shape[0] ?? 1;
      return reductionOf(c, w) === "mean" && batch > 0 ? answerLike(a, (x) => scaled(x, count / batch)) : a;
    }),
  ],
  [
    "divides a weighted mean by the sum of the weights",
    "tf.keras.losses.MeanSquaredError",
    "WRONG_DENOMINATOR",
    { by: "the sum of the weights", due: "the number of losses" },
    answers((a, c, w) => {
      const weights = c.inputs().sample_weight;
      const count = lossCount(c, w) ?? 0;
      if (weights === undefined || reductionOf(c, w) !== "mean" || count === 0) return a;
      const mean = numbers(weights).reduce((sum, x) => sum + x, 0) / weights.data.length;
      return answerLike(a, (x) => scaled(x, 1 / mean));
    }),
  ],
  [
    "keeps the reduced axis",
    KERAS_MSE,
    "KEEPS_DIMENSION",
    { as: "a last dimension of one" },
    answers((a) => ({
      ...a,
      value: reshaped(a.value, [...a.value.tensor.shape, 1]),
    })),
  ],
  [
    "flattens",
    MSE,
    "DROPS_DIMENSION",
    { as: "one flat row" },
    answers((a) =>
      a.value.tensor.shape.length < 2 ? a : { ...a, value: reshaped(a.value, [a.value.tensor.data.length]) },
    ),
  ],
  ["descends the wrong way", CE, "GRADIENT_SIGN", { input: EVERY_INPUT }, gradients((x) => -x)],
  ["descends the wrong way in one input", HUBER, "GRADIENT_SIGN", { input: "y_true" }, gradients((x) => -x, "y_true")],
  ["gives no gradient", HUBER, "GRADIENT_ZERO", { input: EVERY_INPUT }, gradients(() => 0)],
  ["gives twice the gradient", BCE, "GRADIENT_SCALED", { input: EVERY_INPUT, by: "2" }, gradients((x) => 2 * x)],
  ["gives 101 % of the gradient", CE, "GRADIENT_SCALED", { input: EVERY_INPUT, by: 1.01 }, gradients((x) => 1.01 * x)],
  [
    "gives the gradient of a sum",
    "tf.keras.losses.KLDivergence",
    "COTANGENT_IGNORED",
    {},
    answers((a, c) => {
      const cotangent = c.cotangent();
      if (cotangent === undefined || cotangent.shape.length === 0) return a;
      return withGradients(a, EVERY_INPUT, (each) => {
        const inner = each.tensor.data.length / cotangent.data.length;
        return { ...each, tensor: mapTensor(each.tensor, (x, i) => x / Number(cotangent.data[Math.floor(i / inner)])) };
      });
    }),
  ],
  [
    "exchanges the gradients",
    "tf.keras.losses.kl_divergence",
    "GRADIENTS_SWAPPED",
    { first: "y_pred", second: "y_true" },
    answers((a) => ({ ...a, gradients: { y_pred: a.gradients.y_true!, y_true: a.gradients.y_pred! } })),
  ],
  [
    "takes 1 for the derivative of |0|",
    "tf.keras.losses.mean_absolute_error",
    "GRADIENT_AT_KINK",
    { input: "y_pred" },
    answers((a, c) => {
      const [p, t] = [numbers(c.inputs().y_pred!), numbers(c.inputs().y_true!)];
      return p.length === t.length
        ? withGradients(a, "y_pred", (g) => ({ ...g, tensor: mapTensor(g.tensor, (x, i) => (p[i] === t[i] ? 1 : x)) }))
        : a;
    }),
  ],
  [
    "lets a gradient through its clip",
    BCE,
    "GRADIENT_SATURATED",
    { input: "y_pred" },
    answers((a, c, w) => {
      const p = numbers(c.inputs().y_pred!);
      const isClipped = (x: number) => !w.factsOf(c).named.has("from_logits") && (x <= 0 || x >= 1);
      return withGradients(a, "y_pred", (g) => ({
        ...g,
        tensor: mapTensor(g.tensor, (x, i) => (isClipped(p[i]!) ? -1e7 : x)),
      }));
    }),
  ],
  [
    "does not convert integers",
    KERAS_MSE,
    "OTHER_DTYPE",
    { what: "y_true of integers or booleans" },
    answers((a, c) =>
      c.inputs().y_true?.dtype.startsWith("int")
        ? { value: { ...a.value, tensor: mapTensor(a.value.tensor, (x, i) => 3 * x + i) }, gradients: {} }
        : a,
    ),
  ],
  [
    "answers 0 to an empty batch",
    MSE,
    "EMPTY_INPUT",
    { what: "no elements" },
    answers((a, c) =>
      c.id.includes("/empty-batch/") ? { ...a, value: { ...a.value, tensor: mapTensor(a.value.tensor, () => 0) } } : a,
    ),
  ],
  ["takes NaN for 0", KERAS_MSE, "NONFINITE_INPUT", {}, value((x) => (Number.isNaN(x) ? 0 : x))],
  [
    "accepts any reduction",
    "torch.nn.L1Loss",
    "ACCEPTS_ILLEGAL",
    { what: "reduction=bogus" },
    (c, golden, w) => (w.factsOf(c).named.get("reduction") === "bogus" ? w.answerTo(c, { reduction: "none" }) : golden),
  ],
  [
    "rejects three dimensions",
    KERAS_MSE,
    "REJECTS_LEGAL",
    { reason: "no" },
    (c, golden) => (c.id.includes("/random-3d/") ? "rejected" : golden),
  ],
  ["computes in half precision", CE, "PRECISION_LOW", {}, value((x) => Number(x.toPrecision(5)))],
  ["has a constant that is off", HUBER, "CONSTANT_OFF", {}, value((x) => x + 0.01 * Math.sin(1e4 * x) * Math.abs(x))],
];

describe("a broken adapter gets its diagnosis first", () => {
  test.each(TABLE)("one that %s: %s is %s", async (_, loss, code, args, broken) => {
    const { diagnoses = [], summary, results } = await judged(echo([loss], broken), [loss]);
    expect(summary.fail).toBeGreaterThan(0);
    expect(diagnoses[0], JSON.stringify(diagnoses)).toMatchObject({ loss, code, args });
    const carrying = results.filter(({ diagnosis }) => diagnosis === code).length;
    const claimed = diagnoses.filter((each) => each.code === code).reduce((sum, each) => sum + each.explains, 0);
    expect(carrying).toBe(claimed);
  });
});

test("an honest adapter gets none", async () => {
  const { diagnoses, summary } = await judged(echo([MSE, CE]), [MSE, CE]);
  expect(summary.fail).toBe(0);
  expect(diagnoses).toBeUndefined();
});

test("what a passing case contradicts is not claimed", async () => {
  // Delta is ignored for one value of it and heeded for all others.
  const { diagnoses = [] } = await judged(
    echo([HUBER], (c, golden, w) =>
      w.factsOf(c).named.get("delta") === "2" ? (w.answerTo(c, { delta: undefined }) ?? golden) : golden,
    ),
    [HUBER],
  );
  expect(diagnoses[0]).toMatchObject({ code: "ARGUMENT_TREATED_AS", args: { argument: "delta", given: "2" } });
  expect(diagnoses.map(({ code }) => code)).not.toContain("ARGUMENT_IGNORED");
});

test("two causes are told apart, each with the failures it explains; the rest stays unexplained", async () => {
  const {
    diagnoses = [],
    results,
    summary,
  } = await judged(
    echo([HUBER], (c, golden, w) => {
      if (golden === "rejected") return golden;
      const { named, family } = w.factsOf(c);
      if (family === "random-3d")
        return { ...golden, value: { ...golden.value, tensor: mapTensor(golden.value.tensor, (x, i) => 7 * x + i) } };
      if (named.has("sample_weight")) return w.answerTo(c, { sample_weight: undefined });
      return reductionOf(c, w) === "sum" ? answerLike(golden, (x) => scaled(x, -1)) : golden;
    }),
    [HUBER],
  );
  const unexplained = results.filter((row) => row.verdict === "fail" && row.diagnosis === undefined);
  expect(diagnoses.map(({ code }) => code)).toContain("ARGUMENT_IGNORED");
  expect(diagnoses).toContainEqual(expect.objectContaining({ code: "SIGN_FLIPPED", args: { where: "it adds" } }));
  expect(unexplained.every(({ id }) => id.includes("/random-3d/"))).toBe(true);
  expect(unexplained.length).toBeGreaterThan(0);
  expect(diagnoses.reduce((sum, { explains }) => sum + explains, 0) + unexplained.length).toBe(summary.fail);
});
