import { existsSync } from "node:fs";
import path from "node:path";
import { BUNDLED, LIBRARIES } from "../adapters/index.ts";
import { PACKAGE_ROOT } from "../run/package.ts";
import { selectCases } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags, positive } from "./context.ts";
import { judgeAll } from "./judge-all.ts";
import { reporters } from "./reporters.ts";

/** `lossparity conformance`: every bundled adapter against its committed baseline; anything new fails. The reference has none, it passes. */
export async function conformance(cli: Cli): Promise<number> {
  const { values } = parseFlags(cli, {
    out: { type: "string" },
    jobs: { type: "string" },
    reporter: { type: "string", multiple: true },
    "update-baseline": { type: "boolean" },
  });
  const suite = openSuite(cli);
  const cases = selectCases(suite, {});
  const gated = Object.keys(BUNDLED).map((adapter) => {
    const baseline = path.join(PACKAGE_ROOT, "docs", "baselines", `${adapter}.json`);
    const isHeld = Object.hasOwn(LIBRARIES, adapter) && (values["update-baseline"] || existsSync(baseline));
    return { adapter, ...(isHeld && { baseline }) };
  });
  return judgeAll(cli, gated, {
    suite,
    cases,
    out: path.resolve(cli.cwd, values.out ?? "reports"),
    timeoutMs: 30_000,
    jobs: positive("jobs", values.jobs ?? "1"),
    inProcess: false,
    updateBaseline: values["update-baseline"] ?? false,
    selection: {},
    reporters: reporters(values.reporter ?? ["terminal"], cli),
  });
}
