import path from "node:path";
import { Problem } from "../problem.ts";
import { adapterCommand } from "../run/adapters.ts";
import { selectionOf } from "../run/judge-adapter.ts";
import { requiredLosses } from "../run/required.ts";
import { profileNamed, selectCases } from "../run/select.ts";
import type { Cli } from "./cli.ts";
import { BROWSER_FLAGS, checkWritable, inBrowser, openSuite, parseFlags, positive } from "./context.ts";
import { baselineFlag } from "./hold.ts";
import { judgeAll } from "./judge-all.ts";
import { reporters } from "./reporters.ts";

/** `lossparity run <adapter>…` */
export async function run(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, {
    loss: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    dtype: { type: "string", multiple: true },
    profile: { type: "string" },
    shard: { type: "string" },
    jobs: { type: "string" },
    timeout: { type: "string" },
    out: { type: "string" },
    baseline: { type: "string" },
    "update-baseline": { type: "boolean" },
    "in-process": { type: "boolean" },
    resume: { type: "boolean" },
    require: { type: "string", multiple: true },
    reporter: { type: "string", multiple: true },
    ...BROWSER_FLAGS,
  });
  const adapters = inBrowser(positionals, values);
  if (positionals.length === 0)
    throw new Problem(
      'run needs an adapter: a bundled name (tfjs-node), a module path, or "exec:python3 my_adapter.py".',
    );
  const baseline = baselineFlag(cli, values);
  if (values.baseline !== undefined && positionals.length > 1)
    throw new Problem("--baseline belongs to one adapter; name one.");
  // Everything that can be wrong with the flags is said before anything is run.
  for (const adapter of adapters) adapterCommand(adapter, cli.cwd, values["browser-path"]);
  if (values["in-process"] && values.browser)
    throw new Problem("--in-process and --browser exclude each other: a browser is another process.");
  const out = path.resolve(cli.cwd, values.out ?? "reports");
  checkWritable(path.join(out, "results"));
  const suite = openSuite(cli);
  const profile = values.profile === undefined ? undefined : profileNamed(values.profile);
  const asked = {
    losses: values.loss ?? [],
    cases: values.case ?? [],
    dtypes: values.dtype ?? [],
    ...(profile !== undefined && { profile }),
  };
  const cases = selectCases(suite, { ...asked, ...(values.shard !== undefined && { shard: values.shard }) });
  if (values.require !== undefined && values.shard !== undefined)
    throw new Problem("--require is about the whole, not about a shard: give it to lossparity merge.");
  const required = requiredLosses(suite, cases, values.require ?? []);
  return judgeAll(
    cli,
    adapters.map((adapter) => ({ adapter, ...(baseline !== undefined && { baseline }) })),
    {
      suite,
      cases,
      out,
      timeoutMs: positive("timeout", values.timeout ?? "30000"),
      jobs: positive("jobs", values.jobs ?? "1"),
      inProcess: values["in-process"] ?? false,
      browserPath: values["browser-path"],
      updateBaseline: values["update-baseline"] ?? false,
      ...(values.shard !== undefined && { shard: values.shard }),
      resume: values.resume ?? false,
      required,
      selection: selectionOf(asked),
      reporters: reporters(values.reporter ?? ["terminal"], cli),
    },
  );
}
