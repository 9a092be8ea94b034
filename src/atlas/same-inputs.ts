import type { JsonTensor } from "../format/tensor.ts";
import type { Indexed } from "./sides.ts";

/** Whether two tensors that cases were given for an argument are one tensor; `renamed` gives the right side's names. */
export function sameArguments(left: Indexed, right: Indexed, renamed: { readonly [name: string]: string }): boolean {
  return [...left.args.keys()].every((name) => {
    const [ours, theirs] = [left.tensors[name], right.tensors[renamed[name] ?? name]];
    return !ours || !theirs || sameData(ours, theirs);
  });
}

/** Whether two cases were asked with the same numbers, whatever their parameters are called. */
export function sameInputs(left: Indexed, right: Indexed, conversion?: "log"): boolean {
  const { prediction, target, labels, weights, ...rest } = left.inputs;
  const { prediction: theirs, target: theirTarget, labels: theirLabels, similarity, ...other } = right.inputs;
  const { weights: theirWeights, ...theirRest } = other;
  if (!prediction || !theirs || !sameRest(rest, theirRest)) return false;
  // An optional input there may be an argument here; then the argument's name in the id says that they are alike.
  if (weights && theirWeights && !sameData(weights, theirWeights)) return false;
  // TensorFlow's cosine has no labels: it is comparable where all pairs are labelled as alike.
  if (similarity && !left.inputs.similarity && similarity.data.some((label) => Number(label) !== 1)) return false;
  if (!samePredictions(prediction, theirs, conversion)) return false;
  if (target && theirTarget) return sameData(target, theirTarget);
  if (labels && theirLabels) return sameData(labels, theirLabels);
  if (target && theirLabels) return isOneHotOf(target, theirLabels);
  return labels !== undefined && theirTarget !== undefined && isOneHotOf(theirTarget, labels);
}

// --- internal ---

/** Lengths and whatever else only some losses take must be there on both sides. */
function sameRest(left: Indexed["inputs"], right: Indexed["inputs"]): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => right[name] !== undefined && sameData(left[name]!, right[name]))
  );
}

function samePredictions(a: JsonTensor, b: JsonTensor, conversion: "log" | undefined): boolean {
  if (!conversion) return sameData(a, b);
  if (a.shape.join() !== b.shape.join()) return false;
  return a.data.every((x, i) => {
    const log = Math.log(Number(x));
    return Math.abs(log - Number(b.data[i])) <= 1e-5 * Math.max(1, Math.abs(log));
  });
}

function sameData(a: JsonTensor, b: JsonTensor): boolean {
  return (
    a.shape.join() === b.shape.join() && a.data.every((x, i) => x === b.data[i] || Number(x) === Number(b.data[i]))
  );
}

function isOneHotOf(target: JsonTensor, labels: JsonTensor): boolean {
  const classes = target.shape.at(-1) ?? 0;
  if (target.shape.slice(0, -1).join() !== labels.shape.join()) return false;
  return target.data.every(
    (x, i) => Number(x) === (Number(labels.data[Math.floor(i / classes)]) === i % classes ? 1 : 0),
  );
}
