import { parseCaseId, parseIdArguments } from "../format/case-id.ts";
import type { Catalogue, CatalogueLoss } from "../format/catalogue.ts";
import { acceptedValues } from "./holes.ts";

/** Combinations of argument values that are recorded, of those that there are. */
export interface Combinations {
  readonly present: number;
  readonly possible: number;
}

export interface ArgumentCoverage {
  readonly name: string;
  readonly default?: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly excluded?: string;
}

/** One line of the table. */
export interface LossCoverage {
  readonly loss: string;
  readonly cases: number;
  readonly families: number;
  readonly inputs: readonly string[];
  readonly arguments: readonly ArgumentCoverage[];
  /** On the canonical family in float32: the full product. */
  readonly combinations: Combinations;
  /** On the canonical family in float64: the product without the legacy arguments. */
  readonly float64: Combinations;
}

/** What the cases of a loss cover, from the catalogue and the ids alone. */
export function coverageOf(name: string, loss: CatalogueLoss, ids: readonly string[]): LossCoverage {
  return {
    loss: name,
    cases: ids.length,
    families: loss.families.length,
    inputs: Object.keys(loss.inputs),
    arguments: Object.entries(loss.arguments).map(([argument, described]) => {
      const accepted = acceptedValues(described);
      return {
        name: argument,
        ...(described.default !== undefined && { default: described.default }),
        accepted,
        rejected: described.values.filter(({ recorded }) => recorded === "rejected").map((value) => value.name),
        ...(described.excluded !== undefined && { excluded: described.excluded }),
      };
    }),
    combinations: combinations(loss, ids, "float32", () => true),
    float64: combinations(loss, ids, "float64", (argument) => loss.arguments[argument]?.legacy !== true),
  };
}

/** The sums of the table's last line. */
export function totalsOf(rows: readonly LossCoverage[], catalogue: Pick<Catalogue, "excluded">) {
  const sum = (pick: (row: LossCoverage) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const values = (row: LossCoverage) =>
    row.arguments.reduce((total, { accepted, rejected }) => total + accepted.length + rejected.length, 0);
  return {
    losses: rows.length,
    cases: sum(({ cases }) => cases),
    inputs: sum(({ inputs }) => inputs.length),
    arguments: sum((row) => row.arguments.length),
    values: sum(values),
    combinations: {
      present: sum((row) => row.combinations.present),
      possible: sum((row) => row.combinations.possible),
    },
    float64: { present: sum((row) => row.float64.present), possible: sum((row) => row.float64.possible) },
    excluded: catalogue.excluded.length,
  };
}

// --- internal ---

/** The combinations of the arguments that `varies` picks; the rest, and those recorded one value at a time, at their default. */
function combinations(
  loss: CatalogueLoss,
  ids: readonly string[],
  dtype: string,
  varies: (argument: string) => boolean,
): Combinations {
  const product = new Map<string, readonly string[]>();
  for (const [name, { values, single, excluded, default: usual }] of Object.entries(loss.arguments)) {
    const combined = values.filter((value) => !value.suspect && !value.elsewhere).map((value) => value.name);
    const alone = usual ?? combined[0];
    const isVaried = !single && excluded === undefined && varies(name);
    product.set(name, isVaried ? combined : alone === undefined ? [] : [alone]);
  }
  const present = new Set<string>();
  for (const id of ids) {
    const parts = parseCaseId(id);
    if (parts === undefined || parts.family !== loss.canonicalFamily || parts.dtype !== dtype) continue;
    const given = parseIdArguments(parts.args);
    const chosen = [...product].map(([name, values]) => {
      const value = given.get(name) ?? loss.arguments[name]?.default;
      return value !== undefined && values.includes(value) ? value : undefined;
    });
    if (!chosen.includes(undefined)) present.add(chosen.join("\n"));
  }
  const possible = [...product.values()].reduce((size, values) => size * Math.max(1, values.length), 1);
  return { present: present.size, possible };
}
