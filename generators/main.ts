import { parseArgs } from "node:util";
import { check } from "./check.ts";
import { GenerateError } from "./frameworks.ts";
import { generate } from "./generate.ts";

const USAGE = `npm run generate                          record everything and write cases/
npm run generate -- --loss GLOB           the same for some losses; the files of the others are kept
npm run generate -- --add                 record only what cases/ lacks; what is there keeps its bytes
npm run generate -- --check               record again, say what would change, exit 1 if anything does
npm run generate -- --check --sample N    the same for N cases of each framework`;

/** Most differences shown; the rest is counted. */
const SHOWN = 30;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean" },
      add: { type: "boolean" },
      sample: { type: "string" },
      loss: { type: "string", multiple: true },
      help: { type: "boolean" },
    },
  });
  const progress = (line: string) => console.error(line);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const sample = values.sample === undefined ? undefined : Number(values.sample);
  if (sample !== undefined && !(values.check && Number.isInteger(sample) && sample > 0)) {
    throw new GenerateError(`--sample takes a whole number above 0 and goes with --check.\n${USAGE}`, 2);
  }
  if (!values.check) {
    await generate({ progress, ...(values.loss && { losses: values.loss }), ...(values.add && { add: true }) });
    return 0;
  }
  for (const flag of ["loss", "add"] as const)
    if (values[flag]) throw new GenerateError(`--${flag} does not go with --check.\n${USAGE}`, 2);
  const { asked, identical, within, drift, differences } = await check(progress, sample);
  for (const difference of differences.slice(0, SHOWN)) console.log(difference);
  if (differences.length > SHOWN) console.log(`… and ${differences.length - SHOWN} more`);
  const most = within > 0 ? ` (up to ${Math.round(drift.ulps)} ulp off: ${drift.id})` : "";
  console.log(
    `${asked} asked again: ${identical} identical, ${within} within their tolerance${most}, ${differences.length} differences`,
  );
  return differences.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    if (!(error instanceof GenerateError) && !isUsage) throw error;
    console.error(isUsage ? `${(error as Error).message}\n${USAGE}` : (error as Error).message);
    process.exitCode = error instanceof GenerateError ? error.exitCode : 2;
  },
);
