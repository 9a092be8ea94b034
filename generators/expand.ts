import type { Argument } from "../src/format/argument.ts";
import { caseId } from "../src/format/case-id.ts";
import { type FloatDtype, isFloatDtype } from "../src/format/tensor.ts";
import type { Tensor } from "../src/tensor/tensor.ts";
import type { ConceptSpec, Domain, FamilyInputs, FamilySpec, LossSpec, Value } from "./types.ts";

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
}

type Choice = ReadonlyMap<string, Value>;

/** Every call of a loss: the product of its arguments on each family, then each suspect value on the canonical family. */
export function expand(concept: ConceptSpec, loss: LossSpec, dtype: FloatDtype = "float32"): PlannedCall[] {
  const calls = new Map<string, PlannedCall>();
  const domains = new Map([...Object.entries(loss.args), ...Object.entries(loss.optionalInputs ?? {})]);
  for (const family of concept.families) {
    const roles = family.build(dtype);
    const required = requiredInputs(loss, roles);
    if (required === undefined) continue;
    for (const choice of choices(family, domains, family === canonicalFamily(concept))) {
      const call = plan(loss, family, { family: family.name, dtype, roles }, required, choice);
      if (call !== undefined) calls.set(call.id, call);
    }
  }
  return [...calls.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The family on which suspect values are recorded too. */
export function canonicalFamily(concept: ConceptSpec): FamilySpec {
  const family = concept.families.find(({ full }) => full);
  if (family === undefined) throw new Error(`concept ${concept.name} has no full family`);
  return family;
}

// --- internal ---

function requiredInputs(loss: LossSpec, roles: FamilyInputs["roles"]): { [parameter: string]: Tensor } | undefined {
  const inputs: { [parameter: string]: Tensor } = {};
  for (const [parameter, candidates] of Object.entries(loss.inputs)) {
    const role = candidates.find((candidate) => roles[candidate] !== undefined);
    if (role === undefined) return undefined;
    inputs[parameter] = roles[role]!;
  }
  return inputs;
}

function choices(family: FamilySpec, domains: ReadonlyMap<string, Domain>, canonical: boolean): Choice[] {
  if (family.illegal) return [new Map()];
  const varied = [...domains].filter(([, domain]) => family.full || !domain.legacy);
  let product: Choice[] = [new Map()];
  for (const [name, { values }] of varied) {
    product = product.flatMap((choice) => values.map((value) => new Map([...choice, [name, value]])));
  }
  if (!canonical) return product;
  const suspects = [...domains].flatMap(([name, { suspect = [] }]) => suspect.map((value) => new Map([[name, value]])));
  return [...product, ...suspects];
}

function plan(
  loss: LossSpec,
  family: FamilySpec,
  familyInputs: FamilyInputs,
  required: { readonly [parameter: string]: Tensor },
  choice: Choice,
): PlannedCall | undefined {
  const args: { [name: string]: Argument<Tensor> } = {};
  const inputs = { ...required };
  const names = new Map<string, string>();
  for (const [name, value] of choice) {
    const optional = loss.optionalInputs?.[name];
    if (value.name === (optional ?? loss.args[name])?.default?.name) continue;
    const made = value.make(familyInputs);
    if (made === undefined) return undefined;
    names.set(name, value.name);
    if (optional === undefined) args[name] = made;
    else if (made !== null && typeof made === "object" && "tensor" in made) inputs[name] = made.tensor;
  }
  const dtype = Object.entries(loss.inputs).find(([, roles]) => roles.includes("prediction"))?.[0];
  return {
    id: caseId({
      loss: loss.loss,
      family: family.name,
      args: names,
      dtype: dtype ? inputs[dtype]!.dtype : familyInputs.dtype,
    }),
    loss: loss.loss,
    family,
    args,
    names,
    inputs,
    floating: Object.keys(inputs).filter((name) => isFloatDtype(inputs[name]!.dtype)),
  };
}
