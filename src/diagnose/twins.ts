import type { SuiteCase } from "../cases/load.ts";
import type { ExpectedTensor } from "../compare.ts";
import type { CatalogueLoss } from "../format/catalogue.ts";
import { numbers, sameShape, type Tensor } from "../tensor/tensor.ts";
import type { Prediction } from "./define.ts";
import { inputNamed, reductionOf } from "./roles.ts";
import type { World } from "./world.ts";

/** The losses of the same concept and form, of either framework, that could be mistaken for this one. */
export function otherLosses(loss: string, world: World): string[] {
  const own = world.lossOf(loss);
  if (own === undefined) return [];
  return [...world.losses()]
    .filter(([name, { concept, form }]) => name !== loss && concept === own.concept && form === own.form)
    .map(([name]) => name);
}

/**
 * What another loss of the concept answered to the same call: equal inputs by role, equal arguments, whatever either calls them, and
 * the same reduction. The gradients go by this loss's names.
 */
export function goldenOfOther(testCase: SuiteCase, loss: string, world: World): Prediction {
  const [own, other] = [world.lossOf(testCase.loss), world.lossOf(loss)];
  if (own === undefined || other === undefined) return undefined;
  const found = indexOf(loss, world).get(keyOf(testCase, world));
  const twin = found?.find((candidate) => haveSameInputs(testCase, candidate, world));
  const golden = twin?.expected();
  if (golden === undefined) return isSparseOf(own, other) ? askedDense(testCase, loss, world) : undefined;
  if ("rejected" in golden) return undefined;
  const gradients: [string, ExpectedTensor][] = [];
  for (const [theirs, gradient] of Object.entries(golden.gradients)) {
    const role = other.inputs[theirs]?.role;
    const ours = Object.keys(own.inputs).find((name) => own.inputs[name]!.role === role);
    if (ours !== undefined) gradients.push([ours, gradient]);
  }
  return { value: golden.value, gradients: Object.fromEntries(gradients) };
}

// --- internal ---

/** Class labels in the one, a distribution over the classes in the other: TensorFlow's two cross-entropies. */
function isSparseOf(own: CatalogueLoss, other: CatalogueLoss): boolean {
  const has = ({ inputs }: CatalogueLoss, role: string) => Object.values(inputs).some((input) => input.role === role);
  return (
    own.framework === "tensorflow" && other.framework === "tensorflow" && has(own, "labels") && has(other, "target")
  );
}

/** What the loss of distributions answers to the labels as one-hot rows. */
function askedDense(testCase: SuiteCase, loss: string, world: World): Prediction {
  const [labels, prediction] = ["labels", "prediction"].map((role) => inputNamed(testCase, world, role));
  const inputs = testCase.inputs();
  const classes = prediction === undefined ? undefined : inputs[prediction]?.shape.at(-1);
  if (labels === undefined || prediction === undefined || classes === undefined) return undefined;
  const { shape } = inputs[prediction]!;
  const given = numbers(inputs[labels]!);
  if (given.length * classes !== inputs[prediction]!.data.length) return undefined;
  const data = given.flatMap((label) => Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)));
  const target: Tensor = { dtype: inputs[prediction]!.dtype, shape, data };
  // The dense loss has no `axis`: for any but the last it says nothing.
  if (world.factsOf(testCase).named.has("axis")) return undefined;
  const answer = world.asked(testCase, { ...inputs, [labels]: target }, loss);
  return answer === "rejected" ? undefined : answer;
}

type Index = ReadonlyMap<string, readonly SuiteCase[]>;

const indexes = new WeakMap<World, Map<string, Index>>();

/** The cases of a loss by what has to agree. */
function indexOf(loss: string, world: World): Index {
  const known = indexes.get(world) ?? new Map<string, Index>();
  indexes.set(world, known);
  const index = known.get(loss);
  if (index !== undefined) return index;
  const made = new Map<string, SuiteCase[]>();
  for (const testCase of world.casesOf(loss).values()) {
    if (testCase.raw.unstable !== undefined) continue;
    const key = keyOf(testCase, world);
    made.set(key, [...(made.get(key) ?? []), testCase]);
  }
  known.set(loss, made);
  return made;
}

/** One name for arguments that the frameworks name differently. */
const RENAMED: { readonly [name: string]: string } = { beta: "delta" };
const REDUCING = new Set(["reduction", "size_average", "reduce"]);

function keyOf(testCase: SuiteCase, world: World): string {
  const { family, named, dtype } = world.factsOf(testCase);
  const rest = [...named]
    .filter(([name]) => !REDUCING.has(name))
    .map(([name, value]) => `${RENAMED[name] ?? name}=${value}`)
    .sort();
  return [family, dtype, reductionOf(testCase, world) ?? "none", ...rest].join("|");
}

function haveSameInputs(a: SuiteCase, b: SuiteCase, world: World): boolean {
  const [ours, theirs] = [byRole(a, world), byRole(b, world)];
  const roles = Object.keys(ours);
  return (
    roles.length === Object.keys(theirs).length &&
    roles.every((role) => theirs[role] !== undefined && isSameTensor(ours[role]!, theirs[role]))
  );
}

function byRole(testCase: SuiteCase, world: World): { readonly [role: string]: Tensor } {
  const roles = world.lossOf(testCase.loss)?.inputs ?? {};
  const entries = Object.entries(testCase.inputs()).map(([name, tensor]) => [roles[name]?.role ?? name, tensor]);
  return Object.fromEntries(entries) as { [role: string]: Tensor };
}

function isSameTensor(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const [x, y] = [numbers(a), numbers(b)];
  return x.every((each, i) => Object.is(each, y[i]) || each === y[i]);
}
