import type { Argument } from "../src/format/argument.ts";
import { caseId } from "../src/format/case-id.ts";
import { globMatcher } from "../src/format/glob.ts";
import { type FloatDtype, isFloatDtype } from "../src/format/tensor.ts";
import { stringifyJson } from "../src/tensor/json.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import {
  type Choice,
  coveringArray,
  type Domains,
  oneAtATime,
  PRODUCT_LIMIT,
  product,
  productSize,
  singles,
} from "./choices.ts";
import type { ConceptSpec, Domain, FamilyInputs, FamilySpec, LossSpec, Value } from "./types.ts";
import { mixedDtypes, targetFamilies } from "./variants.ts";

/** One call to record: a case without its answer. */
export interface PlannedCall {
  readonly id: string;
  readonly loss: string;
  readonly family: FamilySpec;
  readonly args: { readonly [name: string]: Argument<Tensor> };
  /** The name under which ids and tensor entries know each argument's value. */
  readonly names: ReadonlyMap<string, string>;
  readonly inputs: { readonly [parameter: string]: Tensor };
  /** The floating inputs, in the order of the parameters. */
  readonly floating: readonly string[];
  /** Why the call is undefined behaviour, where it is: it is asked in a process of its own and never judged. */
  readonly isolated?: string;
}

/** The families a loss is asked about, in order; its canonical one is the first full one among them. */
export function familiesFor(concept: ConceptSpec, loss: LossSpec): readonly FamilySpec[] {
  return concept.families.filter(
    (family) =>
      (family.only?.includes(loss.loss) ?? true) && requiredInputs(loss, family.build("float32")) !== undefined,
  );
}

/** The family on which a loss is asked everything. */
export function canonicalFamily(concept: ConceptSpec, loss: LossSpec): FamilySpec {
  const family = familiesFor(concept, loss).find(({ full }) => full);
  if (family === undefined) throw new Error(`${loss.loss} has no full family in concept ${concept.name}`);
  return family;
}

/**
 * Every call of a loss. In float32: on full families the product of all arguments, on others the product without the legacy pair or
 * a covering array, on the canonical one also suspect values one at a time. In float64: the product without the legacy pair on the
 * canonical family, single changes on the others. In mixed and integer dtypes a few on the canonical family, in float16 also the
 * defaults on families where half precision is another matter.
 */
export function expand(concept: ConceptSpec, loss: LossSpec): PlannedCall[] {
  const calls = new Map<string, PlannedCall>();
  const canonical = canonicalFamily(concept, loss);
  const add = (
    family: FamilySpec,
    dtype: FloatDtype,
    roles: FamilyInputs["roles"],
    choose: (domains: Domains) => Choice[],
  ) => {
    const inputs: FamilyInputs = { family: family.name, dtype, roles };
    const required = requiredInputs(loss, roles);
    if (required === undefined) return;
    for (const choice of choose(usable(loss, family, inputs))) {
      const call = plan(loss, family, inputs, required, choice);
      const known = calls.get(call.id);
      if (known !== undefined && !sameCall(known, call)) throw new Error(`two calls are called ${call.id}`);
      calls.set(call.id, call);
    }
  };
  for (const family of familiesFor(concept, loss)) {
    const illegal = isIllegal(family, loss);
    const choices = illegal ? defaults : float32Choices(family, family === canonical);
    add(family, "float32", family.build("float32"), choices);
    if (!illegal) add(family, "float64", family.build("float64"), float64Choices(family === canonical));
    if (family.half) add(family, "float16", family.build("float16"), defaults);
  }
  add(canonical, "float16", canonical.build("float16"), (domains) => singles(withoutLegacy(domains)));
  for (const { dtype, roles } of mixedDtypes(canonical)) add(canonical, dtype, roles, defaults);
  for (const family of targetFamilies(canonical)) {
    const roles = family.build("float32");
    const changed = Object.values(requiredInputs(loss, roles) ?? {}).some(
      (tensor, at) => tensor.dtype !== Object.values(requiredInputs(loss, canonical.build("float32"))!)[at]!.dtype,
    );
    if (changed) add(family, "float32", roles, defaults);
  }
  return [...calls.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

// --- internal ---

function isIllegal({ illegal = false, legalFor = [] }: FamilySpec, { loss }: LossSpec): boolean {
  return illegal && !legalFor.some((pattern) => globMatcher(pattern)(loss));
}

function float32Choices(family: FamilySpec, canonical: boolean): (domains: Domains) => Choice[] {
  return (domains) => {
    if (canonical) return [...product(inProduct(domains)), ...oneAtATime(domains)];
    if (family.full) return product(inProduct(domains));
    const varied = withoutLegacy(domains);
    return productSize(varied) <= PRODUCT_LIMIT ? product(varied) : coveringArray(varied);
  };
}

function float64Choices(canonical: boolean): (domains: Domains) => Choice[] {
  return (domains) => (canonical ? product(withoutLegacy(domains)) : singles(withoutLegacy(domains)));
}

function defaults(domains: Domains): Choice[] {
  return [singles(domains)[0]!];
}

function inProduct(domains: Domains): Domains {
  return new Map([...domains].filter(([, domain]) => !domain.single));
}

function withoutLegacy(domains: Domains): Domains {
  return new Map([...domains].filter(([, domain]) => !domain.single && !domain.legacy));
}

/** The domains of a loss without the values that have no meaning for these inputs, or give no answer to hold anyone to. */
function usable(loss: LossSpec, family: FamilySpec, inputs: FamilyInputs): Domains {
  const possible = (name: string, domain: Domain): Domain => {
    const makes = (value: Value) => value.make(inputs) !== undefined;
    const unreduced = family.unreduced && name === "reduction" ? domain.values.find(isNone) : undefined;
    const values = unreduced ? [unreduced] : domain.values.filter(makes);
    return { ...domain, ...(unreduced && { base: unreduced }), values, suspect: (domain.suspect ?? []).filter(makes) };
  };
  return new Map(
    [...Object.entries(loss.args), ...Object.entries(loss.optionalInputs ?? {})].map(([name, domain]) => [
      name,
      possible(name, domain),
    ]),
  );
}

function isNone({ name }: Value): boolean {
  return name === "none";
}

function requiredInputs(loss: LossSpec, roles: FamilyInputs["roles"]): { [parameter: string]: Tensor } | undefined {
  const inputs: { [parameter: string]: Tensor } = {};
  for (const [parameter, candidates] of Object.entries(loss.inputs)) {
    const role = candidates.find((candidate) => roles[candidate] !== undefined);
    if (role === undefined) return undefined;
    inputs[parameter] = roles[role]!;
  }
  return inputs;
}

function plan(
  loss: LossSpec,
  family: FamilySpec,
  familyInputs: FamilyInputs,
  required: { readonly [parameter: string]: Tensor },
  choice: Choice,
): PlannedCall {
  const args: { [name: string]: Argument<Tensor> } = {};
  const inputs = { ...required };
  const names = new Map<string, string>();
  for (const [name, value] of choice) {
    const optional = loss.optionalInputs?.[name];
    if (value.name === (optional ?? loss.args[name])?.default?.name) continue;
    const made = value.make(familyInputs)!;
    names.set(name, value.name);
    if (optional !== undefined) {
      if (made !== null && typeof made === "object" && "tensor" in made) inputs[name] = made.tensor;
      continue;
    }
    args[name] = made;
    // Sparse labels can only be said as an argument; they take the place of the input of that name.
    if (loss.form === "function") delete inputs[name];
  }
  const isolated = family.isolated ?? [...choice.values()].find((value) => value.isolated !== undefined)?.isolated;
  return {
    id: caseId({ loss: loss.loss, family: family.name, args: names, dtype: dtypeLabel(loss, inputs, required) }),
    loss: loss.loss,
    family,
    args,
    names,
    inputs,
    floating: Object.keys(inputs).filter((name) => isFloatDtype(inputs[name]!.dtype)),
    ...(isolated !== undefined && { isolated }),
  };
}

/** The prediction's dtype, and the other required inputs' where it is another floating one: `float32+y_true.float64`. */
function dtypeLabel(loss: LossSpec, inputs: PlannedCall["inputs"], required: PlannedCall["inputs"]): string {
  const isPrediction = ([, roles]: [string, readonly string[]]) => roles.some((role) => role.startsWith("prediction"));
  const prediction = (Object.entries(loss.inputs).find(isPrediction) ?? Object.entries(loss.inputs)[0]!)[0];
  const { dtype } = required[prediction]!;
  const others = Object.entries(inputs).filter(
    ([name, tensor]) => name in required && isFloatDtype(tensor.dtype) && tensor.dtype !== dtype && isFloatDtype(dtype),
  );
  return [dtype, ...others.map(([name, tensor]) => `${name}.${tensor.dtype}`).sort()].join("+");
}

function sameCall(a: PlannedCall, b: PlannedCall): boolean {
  return stringifyJson([a.args, a.inputs]) === stringifyJson([b.args, b.inputs]);
}
