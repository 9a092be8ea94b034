import { selectCases, selectFiles } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

/** `lossparity list`: the losses with their counts, or with `--case` the ids that match. */
export async function list(cli: Cli): Promise<number> {
  const { values } = parseFlags(cli, {
    loss: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    dtype: { type: "string", multiple: true },
  });
  const suite = openSuite(cli);
  if (values.case !== undefined || values.dtype !== undefined) {
    const cases = selectCases(suite, {
      losses: values.loss ?? [],
      cases: values.case ?? [],
      dtypes: values.dtype ?? [],
    });
    cli.stdout.write(cases.map(({ id }) => `${id}\n`).join(""));
    return 0;
  }
  const files = selectFiles(suite, values.loss ?? []);
  for (const { loss, cases } of files) {
    const aliases = suite.manifest.aliases[loss] ?? [];
    cli.stdout.write(
      `${String(cases).padStart(6)}  ${loss}${aliases.length > 0 ? `  (also ${aliases.slice(0, 3).join(", ")}${aliases.length > 3 ? ", …" : ""})` : ""}\n`,
    );
  }
  cli.stdout.write(`${files.reduce((sum, { cases }) => sum + cases, 0)} cases of ${files.length} losses\n`);
  return 0;
}
