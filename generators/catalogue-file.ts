import type { CaseFile } from "../src/format/case-file.ts";
import { FORMAT } from "../src/format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../src/format/case-id.ts";
import type {
  Catalogue,
  CatalogueArgument,
  CatalogueFamily,
  CatalogueLoss,
  CatalogueValue,
} from "../src/format/catalogue.ts";
import { globMatcher } from "../src/format/glob.ts";
import { EXCLUDED, EXCLUDED_PARAMETERS } from "./excluded.ts";
import { canonicalFamily } from "./expand.ts";
import type { ConceptSpec, Domain, FamilyInputs, FamilySpec, LossSpec, Value } from "./types.ts";
import { TARGET_FAMILIES } from "./variants.ts";

/** `cases/catalogue.json`: the catalogue as data, each value with how the framework took it. */
export function catalogueOf(
  concepts: readonly ConceptSpec[],
  files: readonly CaseFile[],
  aliases: { readonly [loss: string]: readonly string[] },
): Catalogue {
  const losses: { [loss: string]: CatalogueLoss } = {};
  for (const concept of concepts) {
    for (const spec of concept.losses) {
      const file = files.find(({ loss }) => loss === spec.loss);
      if (file !== undefined) losses[spec.loss] = lossOf(concept, spec, file, aliases[spec.loss] ?? []);
    }
  }
  return {
    format: FORMAT,
    concepts: Object.fromEntries(
      concepts.map(({ name, title, about, families }) => [
        name,
        {
          title,
          about,
          families: Object.fromEntries([
            ...families.map(describeFamily),
            ...TARGET_FAMILIES.map(({ name, about }) => [name, { about, illegal: true }]),
          ]),
        },
      ]),
    ),
    losses: Object.fromEntries(Object.entries(losses).sort(([a], [b]) => (a < b ? -1 : 1))),
    excluded: EXCLUDED,
  };
}

// --- internal ---

function describeFamily({ name, about, exact, illegal }: FamilySpec): [string, CatalogueFamily] {
  return [name, { about, ...(exact && { exact: true }), ...(illegal && { illegal: true }) }];
}

function lossOf(concept: ConceptSpec, spec: LossSpec, file: CaseFile, aliases: readonly string[]): CatalogueLoss {
  const required = Object.entries(spec.inputs).map(
    ([parameter, roles]) => [parameter, { role: roles.at(-1)! }] as const,
  );
  const optional = Object.keys(spec.optionalInputs ?? {}).map(
    (parameter) => [parameter, { role: "weights", optional: true }] as const,
  );
  const domains = [...Object.entries(spec.args), ...Object.entries(spec.optionalInputs ?? {})];
  const answered = file.cases.map(({ id, expect }) => ({
    given: parseIdArguments(parseCaseId(id)!.args),
    isRejected: typeof expect === "object" && "rejected" in expect,
  }));
  const canonical = canonicalFamily(concept, spec);
  const inputs: FamilyInputs = { family: canonical.name, dtype: "float32", roles: canonical.build("float32") };
  return {
    framework: spec.framework,
    form: spec.form,
    concept: concept.name,
    aliases,
    ...(spec.counterpart !== undefined && { counterpart: spec.counterpart }),
    parameters: file.parameters,
    inputs: Object.fromEntries([...required, ...optional]),
    arguments: Object.fromEntries(
      domains.map(([name, domain]) => [
        name,
        { ...argumentOf(name, domain, answered, inputs), ...exclusionOf(spec.loss, name) },
      ]),
    ),
    canonicalFamily: canonical.name,
    families: [...new Set(file.cases.map(({ id }) => parseCaseId(id)!.family))],
  };
}

/** A case as far as the catalogue counts it. */
interface Answered {
  readonly given: ReadonlyMap<string, string>;
  readonly isRejected: boolean;
}

function argumentOf(
  name: string,
  { default: usual, values, suspect = [], legacy, single }: Domain,
  answered: readonly Answered[],
  canonical: FamilyInputs,
): CatalogueArgument {
  const describe = (value: Value): CatalogueValue => {
    const recorded = answered.filter(({ given }) => (given.get(name) ?? usual?.name) === value.name);
    const rejected = recorded.filter(({ isRejected }) => isRejected).length;
    return {
      name: value.name,
      recorded:
        recorded.length === 0
          ? "never"
          : rejected === 0
            ? "accepted"
            : rejected === recorded.length
              ? "rejected"
              : "both",
      ...(suspect.includes(value) && { suspect: true }),
      ...(value.make(canonical) === undefined && { elsewhere: true }),
    };
  };
  return {
    ...(usual && { default: usual.name }),
    values: [...values, ...suspect].map(describe),
    ...(legacy && { legacy: true }),
    ...(single && { single: true }),
  };
}

function exclusionOf(loss: string, parameter: string): Pick<CatalogueArgument, "excluded"> {
  const exclusion = EXCLUDED_PARAMETERS.find((entry) => entry.parameter === parameter && globMatcher(entry.loss)(loss));
  return exclusion === undefined ? {} : { excluded: exclusion.reason };
}
