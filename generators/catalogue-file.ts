import type { CaseFile } from "../src/format/case-file.ts";
import { type Case, FORMAT } from "../src/format/case-file.ts";
import { parseCaseId, parseIdArguments } from "../src/format/case-id.ts";
import type { Catalogue, CatalogueArgument, CatalogueLoss, CatalogueValue } from "../src/format/catalogue.ts";
import { canonicalFamily } from "./expand.ts";
import type { ConceptSpec, Domain, LossSpec } from "./types.ts";

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
          families: Object.fromEntries(
            families.map((family) => [
              family.name,
              { about: family.about, ...(family.exact && { exact: true }), ...(family.illegal && { illegal: true }) },
            ]),
          ),
        },
      ]),
    ),
    losses: Object.fromEntries(Object.entries(losses).sort(([a], [b]) => (a < b ? -1 : 1))),
    excluded: [],
  };
}

// --- internal ---

function lossOf(concept: ConceptSpec, spec: LossSpec, file: CaseFile, aliases: readonly string[]): CatalogueLoss {
  const required = Object.entries(spec.inputs).map(
    ([parameter, roles]) => [parameter, { role: roles.at(-1)! }] as const,
  );
  const optional = Object.keys(spec.optionalInputs ?? {}).map(
    (parameter) => [parameter, { role: "weights", optional: true }] as const,
  );
  const domains = [...Object.entries(spec.args), ...Object.entries(spec.optionalInputs ?? {})];
  return {
    framework: spec.framework,
    form: spec.form,
    concept: concept.name,
    aliases,
    ...(spec.counterpart !== undefined && { counterpart: spec.counterpart }),
    parameters: file.parameters,
    inputs: Object.fromEntries([...required, ...optional]),
    arguments: Object.fromEntries(domains.map(([name, domain]) => [name, argumentOf(name, domain, file.cases)])),
    canonicalFamily: canonicalFamily(concept).name,
    families: [...new Set(file.cases.map(({ id }) => parseCaseId(id)!.family))],
  };
}

function argumentOf(name: string, domain: Domain, cases: readonly Case[]): CatalogueArgument {
  const values = [...domain.values, ...(domain.suspect ?? [])].map((value): CatalogueValue => {
    const isDefault = value.name === domain.default?.name;
    const recorded = cases.filter(({ id }) => {
      const given = parseIdArguments(parseCaseId(id)!.args).get(name);
      return isDefault ? given === undefined : given === value.name;
    });
    const rejected = recorded.filter(({ expect }) => typeof expect === "object" && "rejected" in expect).length;
    return {
      name: value.name,
      recorded: rejected === 0 ? "accepted" : rejected === recorded.length ? "rejected" : "both",
    };
  });
  return { ...(domain.default && { default: domain.default.name }), values, ...(domain.legacy && { legacy: true }) };
}
