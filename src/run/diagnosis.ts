import { type AdapterResult, unsupported } from "../adapter.ts";
import { BUNDLED } from "../adapters/index.ts";
import type { Suite } from "../cases/load.ts";
import { type Diagnosed, diagnose } from "../diagnose/diagnose.ts";
import type { Oracle } from "../diagnose/oracle.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";

/** The rows with their diagnoses, and the diagnoses by loss. Costs nothing where nothing fails. */
export async function diagnoseRows(suite: Suite, rows: readonly ResultRow[]): Promise<Diagnosed> {
  if (!rows.some(({ verdict }) => verdict === "fail")) return { rows, diagnoses: [] };
  const files = new Map(suite.manifest.files.map((file) => [file.loss, file]));
  const oracle = await loadOracle();
  return diagnose(rows, {
    losses: suite.catalogue().losses,
    casesOf: (loss) => {
      const file = files.get(loss);
      return file === undefined ? [] : suite.casesOf(file);
    },
    ...(oracle !== undefined && { oracle }),
  });
}

/** Merged results with their diagnoses, as the run of all their cases would have them. */
export async function diagnosed(suite: Suite, results: ResultsFile): Promise<ResultsFile> {
  const { rows, diagnoses } = await diagnoseRows(suite, results.results);
  return { ...results, ...(diagnoses.length > 0 && { diagnoses }), results: rows };
}

/** The bundled reference, where it is: it answers what was not recorded, such as the same call with its inputs exchanged. */
export async function loadOracle(): Promise<Oracle | undefined> {
  const adapter = await BUNDLED.reference?.load();
  return (
    adapter &&
    ((call) => {
      const answer = adapter.evaluate(call);
      if (answer instanceof Promise) throw unsupported("an oracle answers at once");
      if (answer instanceof Error) throw answer;
      return answer as AdapterResult;
    })
  );
}
