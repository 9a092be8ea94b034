import type { Condition, Errors, Measured, Recipe } from "./recipe.ts";

/** What a recipe's run says in one line: `within tolerance: 31 of 31 recorded cases, at most 3 ULP off`. */
export function stateText({ state, cases, holding, value, gradient }: Measured): string {
  const share = holding === cases ? `all ${cases} recorded cases` : `${holding} of ${cases} recorded cases`;
  const errors = state === "exact" ? "bit for bit" : `value ${errorText(value)}, gradient ${errorText(gradient)}`;
  return `${share}, ${errors}`;
}

/** The conditions in one phrase: `only where the batch is not empty and delta is not −1`. */
export function onlyWhere(result: Measured): string {
  const phrases = result.conditions.map(conditionText);
  return phrases.length === 0 ? result.state : `only where ${phrases.join(", and ")}`;
}

/** In last places of the largest element, or absolute where that element is next to nothing itself. */
export function errorText({ ulp, relative, absolute }: Errors): string {
  if (ulp > 10_000) return `≤ ${absolute.toExponential(0)}`;
  return ulp === 0 ? "exact" : `≤ ${Number(ulp.toPrecision(2))} ULP (${relative.toExponential(0)})`;
}

/** When a recipe holds, as far as this condition goes. */
export function conditionText({ argument, family }: Condition): string {
  if (argument) return `${argument.name} is not ${argument.value}`;
  return FAMILIES[family!] ?? `the inputs are not like “${family}”`;
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
  image: "the classes are on the last axis",
  "zero-and-negative": "every number is positive",
  "probabilities-1d": "there is a batch axis",
  "probabilities-3d": "there are two axes",
  "one-element": "a difference of 1e-7 does not matter",
  unnormalised: "the rows sum to 1",
  saturated: "no probability is 0 or 1",
};

function percent(off: number): string {
  return off >= 0.005 ? `${Number((100 * off).toPrecision(2))} %` : off.toExponential(0);
}

function short(value: number | string | undefined): string {
  return value === undefined ? "nothing" : String(typeof value === "number" ? Number(value.toPrecision(6)) : value);
}
