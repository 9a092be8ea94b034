import { parseCaseId } from "../../src/format/case-id.ts";
import { CHANGES } from "./changes.ts";
import { type Measurement, type Miss, type Part, RULES, tallyOf } from "./measure.ts";

/** Families that are shown of those that are missed; the rest is counted. */
const SHOWN = 12;

/** Rules × false alarms and misses, on all answers or on the well-conditioned ones. */
export function ruleTable(of: Measurement, isWell: boolean): string {
  const parts = ["value", "gradient"] as const;
  const changes = CHANGES.map(({ name }) => name).join(" / ");
  const head = `| rule | false alarms % | misses of a value × (${changes}) % | misses of a gradient % |\n|---|---|---|---|`;
  const rows = RULES.map((rule) => {
    const tallies = parts.map((part) => tallyOf(of, rule, part, isWell));
    const alarms = tallies.map(({ alarms, evaluations }) => percent(alarms, evaluations)).join(" / ");
    const misses = tallies.map(({ missed, decidable }) =>
      missed.map((count, at) => percent(count, decidable[at]!)).join(" / "),
    );
    return `| ${rule} | ${[alarms, ...misses].join(" | ")} |`;
  });
  return [head, ...rows].join("\n");
}

/** How much stands behind a table: decidable tensors of the smallest change, and honest evaluations. */
export function counts(of: Measurement, isWell: boolean): string {
  const told = (part: Part) => {
    const { decidable, evaluations } = tallyOf(of, RULES[0]!, part, isWell);
    return `${decidable[0]!.toLocaleString("en")} decidable ${part}s, ${evaluations.toLocaleString("en")} honest evaluations of ${part}s`;
  };
  return `${told("value")}; ${told("gradient")}`;
}

/** Where the smallest change is missed: by family, how often, and how many of the misses are marked imprecise. */
export function missTable(of: Measurement): string {
  const families = new Map<string, Miss[]>();
  for (const miss of of.misses) {
    if (miss.change !== CHANGES[0]!.name) continue;
    const { family = "", dtype = "" } = parseCaseId(miss.testCase.id) ?? {};
    const name = dtype.includes("float16") ? "any, float16" : `\`${family}\``;
    families.set(name, [...(families.get(name) ?? []), miss]);
  }
  const sorted = [...families].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const row = (name: string, misses: readonly Miss[]) =>
    `| ${name} | ${misses.length} | ${misses.filter(({ isImprecise }) => isImprecise).length} | ${example(misses[0]!)} |`;
  const rest = sorted.slice(SHOWN).flatMap(([, misses]) => misses);
  return [
    "| family | missed tensors | of them marked *imprecise* | the first |\n|---|---|---|---|",
    ...sorted.slice(0, SHOWN).map(([name, misses]) => row(name, misses)),
    ...(rest.length > 0 ? [row(`${sorted.length - SHOWN} others`, rest)] : []),
  ].join("\n");
}

// --- internal ---

/** Two digits of a percentage, and a plain 0 where it never happened. */
function percent(count: number, of: number): string {
  if (count === 0) return "0";
  const value = (100 * count) / of;
  return value >= 10 ? value.toFixed(0) : value >= 0.01 ? String(Number(value.toPrecision(2))) : "< 0.01";
}

function example({ testCase, one }: Miss): string {
  return `${one.input === undefined ? "value" : `gradient of ${one.input}`} of \`${testCase.id}\``;
}
