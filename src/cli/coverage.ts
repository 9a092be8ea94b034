import { readFileSync } from "node:fs";
import path from "node:path";
import type { Suite } from "../cases/load.ts";
import { findHoles, type Hole } from "../coverage/holes.ts";
import { coverageOf, type LossCoverage, totalsOf } from "../coverage/table.ts";
import type { Signatures } from "../format/signatures.ts";
import { Problem } from "../problem.ts";
import { selectFiles } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

/** `lossparity coverage`: what is recorded of what there is; exit code 1 where something public is missing. */
export async function coverage(cli: Cli): Promise<number> {
  const { values } = parseFlags(cli, { loss: { type: "string", multiple: true }, json: { type: "boolean" } });
  const suite = openSuite(cli);
  const catalogue = suite.catalogue();
  const rows = selectFiles(suite, values.loss ?? []).map((file) => {
    const described = catalogue.losses[file.loss];
    if (described === undefined)
      throw new Problem(`${suite.dir}/catalogue.json does not know ${file.loss}, which has cases.`);
    const ids = suite.caseFile(file).cases.map(({ id }) => id);
    return coverageOf(file.loss, described, ids);
  });
  const shown = new Set(rows.map(({ loss }) => loss));
  const holes = [
    ...findHoles(readSignatures(suite), catalogue).filter(({ name }) => values.loss === undefined || shown.has(name)),
    ...rows.flatMap(combinationHoles),
  ];
  const totals = totalsOf(rows, catalogue);
  cli.stdout.write(
    values.json
      ? `${JSON.stringify({ totals, holes, losses: rows, excluded: catalogue.excluded }, undefined, 1)}\n`
      : print(rows, totals, holes, values.loss !== undefined),
  );
  return holes.length > 0 ? 1 : 0;
}

// --- internal ---

function combinationHoles({ loss, combinations, float64 }: LossCoverage): Hole[] {
  return Object.entries({ float32: combinations, float64 })
    .filter(([, { present, possible }]) => present < possible)
    .map(([dtype, counted]) => ({
      kind: "combinations",
      name: loss,
      what: `has ${of(counted)} combinations of its arguments in ${dtype}`,
    }));
}

function readSignatures(suite: Suite): Signatures {
  const file = path.join(suite.dir, "signatures.json");
  try {
    const signatures = JSON.parse(readFileSync(file, "utf8")) as Signatures;
    const exposed = Object.values(signatures);
    if (exposed.length === 0 || exposed.some((framework) => !framework?.losses || !framework.others))
      throw new Error("it names no losses and others for each framework");
    return signatures;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new Problem(`Cannot read ${file}: ${why}. npm run generate writes what the frameworks expose to it.`);
  }
}

function print(
  rows: readonly LossCoverage[],
  totals: ReturnType<typeof totalsOf>,
  holes: readonly Hole[],
  isDetailed: boolean,
): string {
  const header = ["loss", "inputs", "arguments", "values", "combinations", "in float64", "families", "cases"];
  const cells = rows.map((row) => [
    row.loss,
    String(row.inputs.length),
    String(row.arguments.length),
    String(row.arguments.reduce((sum, { accepted, rejected }) => sum + accepted.length + rejected.length, 0)),
    of(row.combinations),
    of(row.float64),
    String(row.families),
    String(row.cases),
  ]);
  const widths = header.map((title, at) => Math.max(title.length, ...cells.map((line) => line[at]!.length)));
  const line = (texts: readonly string[]) =>
    texts.map((text, at) => (at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!))).join("  ");
  const details = (row: LossCoverage) => (isDetailed ? row.arguments.map(describe) : []);
  return `${[
    line(header),
    ...rows.flatMap((row, at) => [line(cells[at]!), ...details(row)]),
    "",
    `${totals.losses} losses, ${totals.inputs} inputs, ${totals.arguments} arguments, ${totals.values} values, ` +
      `combinations ${of(totals.combinations)}, in float64 ${of(totals.float64)}, ${totals.cases} cases; ` +
      `${totals.excluded} exclusions, each with its reason`,
    ...holes.map(({ name, parameter, what }) => `hole: ${name}${parameter ? `, ${parameter}` : ""} ${what}`),
    holes.length === 0 ? "no hole" : `${holes.length} holes`,
  ].join("\n")}\n`;
}

function of({ present, possible }: LossCoverage["combinations"]): string {
  return `${present} of ${possible}`;
}

function describe({ name, accepted, rejected, excluded, ...rest }: LossCoverage["arguments"][number]): string {
  const shown = accepted.map((value) => (value === rest.default ? `${value} (default)` : value));
  return [
    `    ${name}: ${shown.join(", ")}`,
    ...(rejected.length > 0 ? [`rejected: ${rejected.join(", ")}`] : []),
    ...(excluded !== undefined ? [excluded] : []),
  ].join("; ");
}
