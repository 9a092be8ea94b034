import type { Suite } from "../cases/load.ts";
import type { ResultsFile } from "../format/results.ts";
import { Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { writeAtomically } from "./context.ts";

/** Beyond these a browser needs seconds, and many upload limits refuse. */
const LARGE = 10e6;
const TOO_LARGE = 50e6;

export interface ReportInput {
  readonly results: readonly ResultsFile[];
  readonly suite: Suite;
  readonly against?: readonly ResultsFile[];
  /** Writes what is too large all the same. */
  readonly force?: boolean;
}

/**
 * Writes the HTML report.
 * @throws Problem where it would be too large to be of use, unless `force` is given.
 */
export async function writeReport(cli: Cli, file: string, { force = false, ...input }: ReportInput): Promise<void> {
  // Only now: a run that prints to a terminal needs none of it.
  const { renderHtml } = await import("../reporters/html.ts");
  const html = await renderHtml(input);
  const warning = sizeWarning(Buffer.byteLength(html), force);
  if (warning !== undefined) cli.stderr.write(warning);
  writeAtomically(file, html);
}

/**
 * What to say of a report of so many bytes.
 * @throws Problem where it is too large to be of use, unless `force` is given.
 */
export function sizeWarning(bytes: number, force: boolean): string | undefined {
  const text = `${(bytes / 1e6).toFixed(1)} MB`;
  if (bytes > TOO_LARGE && !force) {
    throw new Problem(
      `The report would have ${text}, which no browser opens well: give lossparity report fewer results files. To write it all the same, add --force.`,
    );
  }
  return bytes > LARGE ? `The report has ${text}; a browser may take seconds to open it.\n` : undefined;
}
