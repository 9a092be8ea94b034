import { describe, expect, test } from "vitest";
import { type Adapter, type Call, unsupported } from "../src/adapter.ts";
import { diagnose } from "../src/diagnose/diagnose.ts";
import { mapTensor, movedAxis, reduced } from "../src/diagnose/tensors.ts";
import { numbers, sameShape, type Tensor } from "../src/tensor/tensor.ts";
import { judged, SUITE, WORLD } from "./diagnose-adapters.ts";

/** A loss of one row's elements, or of single elements, averaged or added over the last axis as Keras' functions do. */
type Formula = (target: Tensor, prediction: Tensor) => Tensor;

const EPSILON = 1e-7;
const clip = (x: number, high = 1) => Math.min(Math.max(x, EPSILON), high);
const each =
  (how: "mean" | "sum", f: (t: number, p: number) => number): Formula =>
  (target, prediction) => {
    if (!sameShape(target.shape, prediction.shape) || target.shape.length === 0)
      throw unsupported("shapes that broadcast");
    const t = numbers(target);
    return reduced(
      mapTensor(prediction, (p, i) => f(t[i]!, p)),
      target.shape.length - 1,
      how,
    );
  };
const signed = (labels: Tensor) =>
  numbers(labels).every((y) => y === 0 || y === 1) ? mapTensor(labels, (y) => 2 * y - 1) : labels;
const hinge = each("mean", (y, p) => Math.max(1 - y * p, 0));
const divergence = (p: number, q: number) => clip(p) * Math.log(clip(p) / clip(q));

const categorical = each("sum", (t, p) => -t * Math.log(clip(p, Math.fround(1 - EPSILON))));
/** Divided by the sum of their row; what has not all its digits in float32 is 0. */
function inRows(x: Tensor): Tensor {
  const classes = x.shape.at(-1)!;
  const p = numbers(x).map((each) => (Math.abs(each) < 2 ** -126 ? 0 : each));
  const sum = (i: number) => p.slice(i - (i % classes), i - (i % classes) + classes).reduce((a, b) => a + b, 0);
  return mapTensor(x, (_, i) => p[i]! / sum(i));
}

/** The formulas as they are in tensorflow 2.3.4, python/keras/losses.py. */
const HONEST: { readonly [loss: string]: Formula } = {
  "tf.keras.losses.mean_squared_error": each("mean", (t, p) => (t - p) ** 2),
  "tf.keras.losses.log_cosh": each("mean", (t, p) => {
    const x = p - t;
    return x + Math.max(-2 * x, 0) + Math.log1p(Math.exp(-Math.abs(2 * x))) - Math.LN2;
  }),
  "tf.keras.losses.poisson": each("mean", (t, p) => p - t * Math.log(p + EPSILON)),
  "tf.keras.losses.kl_divergence": each("sum", divergence),
  "tf.keras.losses.hinge": (labels, p) => hinge(signed(labels), p),
  "tf.keras.losses.binary_crossentropy": each("mean", (t, x) => {
    const p = clip(x, 1 - EPSILON);
    return -(t * Math.log(p + EPSILON) + (1 - t) * Math.log(1 - p + EPSILON));
  }),
  "tf.keras.losses.categorical_crossentropy": (t, p) => categorical(t, inRows(p)),
};

/** −log of the labelled class, of probabilities that are first clipped and then divided by their sum. */
function sparse(
  labels: Tensor,
  prediction: Tensor,
  logits: boolean,
  clips = (x: number) => (logits ? x : Math.log(clip(x, 1 - EPSILON))),
): Tensor {
  const classes = prediction.shape.at(-1) ?? 1;
  const x = numbers(mapTensor(prediction, clips));
  const data = numbers(labels).map((label, row) => {
    const scores = x.slice(row * classes, (row + 1) * classes);
    const most = Math.max(...scores);
    return most - scores[label]! + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
  });
  return { dtype: prediction.dtype, shape: labels.shape, data };
}

/** An adapter of one formula, without gradients, for cases of floats without arguments. */
function adapter(loss: string, formula: Formula): Adapter {
  const evaluate = ({ args, inputs }: Call) => {
    const { y_true, y_pred } = inputs;
    if (Object.keys(args).length > 0) throw unsupported("arguments");
    if (y_true?.dtype !== "float32" || y_pred?.dtype !== "float32") throw unsupported("this dtype");
    return { value: formula(y_true, y_pred) };
  };
  return { name: "formula", version: "0", losses: [loss], dtypes: ["float32"], gradients: false, evaluate };
}

const files = new Map(SUITE.manifest.files.map((file) => [file.loss, file]));

async function diagnosed(loss: string, formula: Formula) {
  const { results, summary } = await judged(adapter(loss, formula), [loss]);
  const honest = adapter(loss, HONEST[loss]!);
  const found = diagnose(results, {
    losses: SUITE.catalogue().losses,
    casesOf: (name) => SUITE.casesOf(files.get(name)!),
    oracle: (call) => honest.evaluate(call) as { value: Tensor },
  });
  return { ...found, fail: summary.fail, pass: summary.pass };
}

const K = "tf.keras.losses.";
const ofLog =
  (f: Formula, g: (p: number) => number): Formula =>
  (t, p) =>
    f(t, mapTensor(p, g));

const TABLE: [what: string, loss: string, code: string, args: object, formula: Formula][] = [
  ["exchanges its inputs", `${K}kl_divergence`, "INPUTS_SWAPPED", {}, (t, p) => HONEST[`${K}kl_divergence`]!(p, t)],
  ["exchanges its inputs", `${K}poisson`, "INPUTS_SWAPPED", {}, (t, p) => HONEST[`${K}poisson`]!(p, t)],
  ["leaves out the logarithm", `${K}poisson`, "LOG_MISSING", {}, ofLog(HONEST[`${K}poisson`]!, Math.exp)],
  [
    "takes the logarithm twice",
    `${K}poisson`,
    "LOG_DOUBLED",
    {},
    ofLog(HONEST[`${K}poisson`]!, (p) => (p > 0 ? Math.log(p) : p)),
  ],
  ["leaves labels 0 and 1 as they are", `${K}hinge`, "LABELS_NOT_CONVERTED", {}, hinge],
  [
    "works along the first axis",
    `${K}mean_squared_error`,
    "WRONG_AXIS",
    { axis: 0 },
    (t, p) =>
      HONEST[`${K}mean_squared_error`]!(movedAxis(t, 0, t.shape.length - 1), movedAxis(p, 0, p.shape.length - 1)),
  ],
  ["does not divide by the sum", `${K}categorical_crossentropy`, "NOT_NORMALISED", {}, categorical],
  ["does not clip", `${K}kl_divergence`, "CLIPPING_ABSENT", {}, each("sum", (p, q) => p * Math.log(p / q))],
  [
    "clips at 1e-12",
    `${K}binary_crossentropy`,
    "CLIPPING_DIFFERENT",
    {},
    each("mean", (t, x) => {
      const p = Math.min(Math.max(x, 1e-12), 1 - 1e-12);
      return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
    }),
  ],
  ["takes exp of what is large", `${K}log_cosh`, "OVERFLOW", {}, each("mean", (t, p) => Math.log(Math.cosh(p - t)))],
];

describe("a formula that is wrong gets its diagnosis first", () => {
  test.each(TABLE)("one that %s: %s is %s", async (_, loss, code, args, formula) => {
    const { diagnoses, fail } = await diagnosed(loss, formula);
    expect(fail).toBeGreaterThan(0);
    expect(diagnoses[0], JSON.stringify(diagnoses)).toMatchObject({ loss, code, args });
  });

  // Float64 arithmetic: it does not overflow where float32's does, and misses a few goldens where the framework's own cancels.
  const WIDER = new Set(["OVERFLOW_ABSENT", "PRECISION_LOW"]);
  test.each(Object.keys(HONEST))(
    "%s as it is in the framework's source has none but of its arithmetic",
    async (loss) => {
      const { diagnoses, fail, pass } = await diagnosed(loss, HONEST[loss]!);
      expect(diagnoses.map(({ code }) => code).filter((code) => !WIDER.has(code))).toEqual([]);
      expect(pass).toBeGreaterThan(fail);
    },
  );

  test("one that adds in double precision does not overflow where the framework does", async () => {
    const { diagnoses, rows } = await diagnosed(`${K}log_cosh`, HONEST[`${K}log_cosh`]!);
    expect(diagnoses[0]).toMatchObject({ code: "OVERFLOW_ABSENT" });
    const explained = rows.filter(({ diagnosis }) => diagnosis === "OVERFLOW_ABSENT");
    expect(explained.map(({ id }) => id)).toEqual([`${K}log_cosh/overflow/default/float32`]);
  });

  const SPARSE = `${K}sparse_categorical_crossentropy`;
  const isLogits = ({ args }: Call) => Boolean(args.from_logits);
  const sparseAdapter = (answer: (call: Call) => Tensor): Adapter => ({
    ...adapter(SPARSE, hinge),
    evaluate: (call) => {
      const { y_true, y_pred } = call.inputs;
      if ("axis" in call.args || y_true?.shape.length !== y_pred!.shape.length - 1) throw unsupported("this");
      return { value: answer(call) };
    },
  });
  const honestly = (call: Call) => sparse(call.inputs.y_true!, call.inputs.y_pred!, isLogits(call));
  /** What the dense loss of the same concept does: divides, then clips. */
  const dense = ({ inputs: { y_true, y_pred } }: Call): Tensor => categorical(y_true!, inRows(y_pred!));
  const oneHot = (call: Call): Call => {
    const { y_true, y_pred } = call.inputs;
    const classes = y_pred!.shape.at(-1)!;
    const data = numbers(y_true!).flatMap((label) => Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)));
    return { ...call, inputs: { y_true: { ...y_pred!, data }, y_pred: y_pred! } };
  };

  const labelled = (call: Call): Call => {
    const { y_true, y_pred } = call.inputs;
    const classes = y_pred!.shape.at(-1)!;
    const rows = y_true!.data.length / classes;
    const data = Array.from({ length: rows }, (_, row) =>
      numbers(y_true!)
        .slice(row * classes, (row + 1) * classes)
        .indexOf(1),
    );
    return {
      ...call,
      inputs: { y_true: { dtype: "int64", shape: y_pred!.shape.slice(0, -1), data }, y_pred: y_pred! },
    };
  };

  test.each<[string, string, object, (call: Call) => Tensor]>([
    [
      "clips logits",
      "LOGITS_CLIPPED",
      {},
      (call) =>
        isLogits(call)
          ? sparse(call.inputs.y_true!, call.inputs.y_pred!, true, (x) => clip(x, 1 - EPSILON))
          : honestly(call),
    ],
    [
      "divides before it clips",
      "OTHER_LOSS",
      { loss: `${K}categorical_crossentropy` },
      (call) => (isLogits(call) ? honestly(call) : dense(oneHot(call))),
    ],
  ])("one that %s is %s", async (_, code, args, broken) => {
    const { results } = await judged(sparseAdapter(broken), [SPARSE]);
    const { diagnoses } = diagnose(results, {
      losses: SUITE.catalogue().losses,
      casesOf: (name) => SUITE.casesOf(files.get(name)!),
      oracle: (call) => ({
        value: call.loss === SPARSE ? honestly(call) : isLogits(call) ? honestly(labelled(call)) : dense(call),
      }),
    });
    expect(
      diagnoses.find((each) => each.code === code),
      JSON.stringify(diagnoses),
    ).toMatchObject({ args });
    expect(diagnoses.filter(({ code }) => code !== "ACCEPTS_ILLEGAL")[0]).toMatchObject({ code });
  });

  test("an oracle that answers a case wrongly is not asked about it", () => {
    const loss = `${K}kl_divergence`;
    const some = [...WORLD.casesOf(loss).values()].find(({ id }) => id.includes("/probabilities-2d/default/float32"))!;
    const asked: string[] = [];
    const wrong = (call: Call) => {
      asked.push(call.id);
      return { value: mapTensor(call.inputs.y_true!, () => 1) };
    };
    const expected = some.expected();
    if ("rejected" in expected) throw new Error("this case is answered");
    const value = { ...expected.value.tensor, data: numbers(expected.value.tensor).map((x) => -3 * x) };
    const row = { id: some.id, verdict: "fail", kind: "value", where: "value", actual: { value } } as const;
    const sources = { losses: SUITE.catalogue().losses, casesOf: () => [some], oracle: wrong };
    expect(diagnose([row], sources).diagnoses.map(({ code }) => code)).not.toContain("INPUTS_SWAPPED");
    expect(asked).toEqual([some.id]);
  });
});
