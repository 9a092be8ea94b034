import path from "node:path";
import { diffResults, TRANSITIONS } from "../diff.ts";
import { Problem, printable } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { parseFlags, readResults } from "./context.ts";

/** `lossparity diff <results> <results>`: exits 1 when something differs. */
export async function diff(cli: Cli): Promise<number> {
  const { positionals } = parseFlags(cli, {});
  if (positionals.length !== 2)
    throw new Problem("diff takes two results files: lossparity diff before.json after.json");
  const [before, after] = positionals.map((file) => readResults(path.resolve(cli.cwd, file)));
  const changes = diffResults(before!, after!);
  for (const { id, transition, before: was, after: is } of changes) {
    cli.stdout.write(`${transition.padEnd(9)} ${printable(id)}: ${was ?? "not there"} → ${is ?? "not there"}\n`);
  }
  const counts = TRANSITIONS.map(
    (transition) => `${changes.filter((change) => change.transition === transition).length} ${transition}`,
  );
  cli.stdout.write(`${counts.join(", ")}\n`);
  return changes.length === 0 ? 0 : 1;
}
