import type { Condition, Errors, Measured, Recipe } from "./recipe.ts";

/** What a recipe's run says in one line: `31 of 33 recorded cases (all 12 of ordinary inputs), value at most 3 ULP off`. */
export function stateText({ state, cases, holding, ordinary, value, gradient }: Measured): string {
  const share = holding === cases ? `all ${cases} recorded cases` : `${holding} of ${cases} recorded cases`;
  const within = holding === cases ? "" : ` (${ordinaryText(ordinary)} ordinary inputs)`;
  const errors = state === "exact" ? "bit for bit" : `value ${errorText(value)}, gradient ${errorText(gradient)}`;
  return `${share}${within}, ${errors}`;
}

/** How it did on inputs that sit on no kink, clamp or end: `all 12`. */
export function ordinaryText({ cases, holding }: Measured["ordinary"]): string {
  return holding === cases ? `all ${cases} of` : `${holding} of ${cases} of`;
}

/** The conditions in one phrase, extreme inputs last: `only where no vector is zero, and not at extremes (empty-batch)`. */
export function onlyWhere({ conditions, state }: Measured): string {
  if (conditions.length === 0) return state;
  const extremes = conditions.filter(({ family }) => family !== undefined && EXTREME.test(family));
  const others = [...new Set(conditions.filter((each) => !extremes.includes(each)).map(conditionText))];
  const listed = `at extremes (${extremes.map(({ family }) => family).join(", ")})`;
  if (others.length === 0) return `within tolerance but ${listed}`;
  const phrases =
    others.length > 4
      ? [
          ...others.slice(0, 4),
          `${others.length - 4} more ${others.length === 5 ? "condition holds" : "conditions hold"}`,
        ]
      : others;
  const where = phrases.length > 1 ? `${phrases.slice(0, -1).join(", ")} and ${phrases.at(-1)}` : phrases[0];
  return `only where ${where}${extremes.length > 0 ? `; not ${listed}` : ""}`;
}

/** In last places of the largest element, or absolute where that element is next to nothing itself. */
export function errorText({ ulp, relative, absolute }: Errors): string {
  if (ulp > 10_000) return `≤ ${absolute.toExponential(0)}`;
  return ulp === 0 ? "exact" : `≤ ${Number(ulp.toPrecision(2))} ULP (${relative.toExponential(0)})`;
}

/** When a recipe holds, as far as this condition goes. */
export function conditionText({ argument, family }: Condition): string {
  if (argument) return `${argument.name} is not ${argument.value}`;
  return FAMILIES[family!] ?? `the inputs are not of the kind “${family}”`;
}

/** How far a condition's failures are off. */
export function missText({ off, example }: Condition): string {
  if (example.where === "call") return `raises ${example.message}`;
  if (example.message) return `${example.where} ${example.message}`;
  const at = example.index && example.index.length > 0 ? ` at [${example.index.join(", ")}]` : "";
  const apart = off === "Infinity" ? "" : off === undefined ? "" : `, at most ${percent(off)} off`;
  return `${example.where}${at}: ${short(example.actual)} for ${short(example.expected)}${apart}`;
}

/** `tf.keras.losses.Huber`, and with which arguments. */
export function targetText({ target, fixed }: Pick<Recipe, "target" | "fixed">): string {
  const args = Object.entries(fixed).map(
    ([name, value]) => `${name}=${/^[a-z]+$/.test(value) && !/^(true|false|none)$/.test(value) ? `"${value}"` : value}`,
  );
  return args.length === 0 ? target : `${target}(${args.join(", ").replace("=true", "=True")})`;
}

// --- internal ---

/** Families of inputs that a model in training should never see. */
const EXTREME = /^(empty-|nan-|infinite-|non-finite|overflow$|square-overflow$|denormal$|tiny$|huge$|zero-d$)/;

/** What it means that a recipe fails on a family. */
const FAMILIES: { readonly [family: string]: string } = {
  "empty-batch": "the batch is not empty",
  "row-against-column": "prediction and target have one shape",
  "non-finite": "every input is finite",
  "saturated-probabilities": "no probability is 0 or 1",
  zeros: "no probability is 0",
  "zero-vector": "no vector is zero",
  "logits-2d": "the inputs are probabilities",
  "saturated-logits": "the logits are moderate",
  "log-probabilities-2d": "the prediction is a probability",
  image: "what is compared lies on the last axis",
  kink: "nothing lies exactly on a kink",
  "random-1d": "there are two axes",
  "random-3d": "there are two axes",
  "rank-1": "there is a batch axis",
  square: "the axis is the last",
  "broadcast-batch": "prediction and target have one shape",
  "broadcast-row": "prediction and target have one shape",
  "broadcast-column": "prediction and target have one shape",
  "broadcast-rank": "prediction and target have one shape",
  "target-row": "prediction and target have one shape",
  negative: "no number is negative",
  volume: "there are two axes",
  "image-ignored": "there are two axes",
  "soft-labels": "labels are 0 or 1",
  "mixed-labels": "labels are −1 and 1",
  "zero-two-labels": "labels are −1 and 1",
  "zero-vectors": "no vector is zero",
  equal: "no two vectors are equal",
  ties: "no two scores are equal",
  "zero-and-negative": "every number is positive",
  "probabilities-1d": "there is a batch axis",
  "probabilities-3d": "there are two axes",
  "one-element": "a difference of 1e-7 does not matter",
  unnormalised: "the rows sum to 1",
  saturated: "nothing is saturated",
  "saturated-log-rates": "no exponential overflows",
  "empty-features": "no axis is empty",
  "empty-image": "no axis is empty",
  "infinite-prediction": "every prediction is finite",
  "nan-prediction": "no prediction is NaN",
  "infinite-target": "every target is finite",
  "nan-target": "no target is NaN",
  "infinite-pairs": "no two infinities meet",
  "non-finite-other": "every input is finite",
  "non-finite-others": "every input is finite",
  overflow: "nothing overflows float32",
  "square-overflow": "no square overflows float32",
  denormal: "no number is below 1e-38",
  tiny: "no difference is below 1e-20",
  "near-certain": "no probability is within 1e-7 of 0 or 1",
  "below-epsilon": "no number is below 1e-7",
  "outside-probabilities": "every probability is between 0 and 1",
  "zero-d": "there is an axis",
  "one-class": "there are two classes or more",
  "all-ignored": "some label counts",
  impossible: "the target fits into the input",
  "impossible-repeat": "the target and a blank between its repeats fit into the input",
  "some-impossible": "every target fits into its input",
  "more-labels-than-frames": "the target fits into the input",
  certain: "no log-probability is 0 or −∞",
  "certain-blank": "no log-probability is 0 or −∞",
  huge: "no score is beyond 1e4",
  "int32-target": "the target has the dtype of the prediction",
  "int64-target": "the target has the dtype of the prediction",
  "uint8-target": "the target has the dtype of the prediction",
  "bool-target": "the target has the dtype of the prediction",
  "lengths-float": "lengths are integers",
  "labels-float": "labels are integers",
  "labels-1d": "labels have an axis for each true class",
};

function percent(off: number): string {
  return off >= 0.005 ? `${Number((100 * off).toPrecision(2))} %` : off.toExponential(0);
}

function short(value: number | string | undefined): string {
  return value === undefined ? "nothing" : String(typeof value === "number" ? Number(value.toPrecision(6)) : value);
}
