import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Adapter, Call } from "../src/adapter.ts";
import type { SideResult } from "./measure.ts";

/**
 * One side of a comparison in a process of its own: bench/side.ts MODE [FOLDER] [EVERY] [WINDOW]. Reading the cases is not timed. The code is that of
 * dist/, which is what people run.
 */
const [mode = "", folder = "", every = "1", window = ""] = process.argv.slice(2);
const root = process.cwd();
const load = <T>(file: string) => import(pathToFileURL(path.join(root, "dist", file)).href) as Promise<T>;
const { packagedSuite, runCommand, runInProcess } = await load<typeof import("../src/index.ts")>("index.js");
const { selectCases } = await load<typeof import("../src/run/select.ts")>("run/select.js");
const { adapterCommand } = await load<typeof import("../src/run/adapters.ts")>("run/adapters.js");
const { BUNDLED } = await load<typeof import("../src/adapters/index.ts")>("adapters/index.js");

const suite = packagedSuite(folder || undefined);
const cases = selectCases(suite, {}).filter(({ isUnstable }, at) => !isUnstable && at % Number(every) === 0);
const options = {
  ...{ suite, cases, timeoutMs: 60_000, jobs: 1, signal: new AbortController().signal, diagnose: false },
  ...(window !== "" && { window: Number(window) }),
};
const reference = async () => (await BUNDLED.reference!.load()) as Adapter;

const MODES: { readonly [mode: string]: () => Promise<unknown> } = {
  /** What anybody would write who only wants the answers. */
  bare: async () => {
    const adapter = await reference();
    for (const testCase of cases) {
      const { id, loss, wrt } = testCase;
      const cotangent = testCase.cotangent();
      const contracted = cotangent && { wrt, cotangent };
      const call: Call = { id, loss, args: testCase.args(), inputs: testCase.inputs(), ...contracted };
      try {
        await adapter.evaluate(call);
      } catch {
        // A rejection is an answer.
      }
    }
  },
  "in-process": async () => runInProcess(await reference(), options),
  isolated: () => runCommand(adapterCommand("reference", root), options),
  noop: () => {
    const nothing = Object.assign(new Error("nothing"), { name: "Unsupported" as const });
    const dtypes = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"] as const;
    const noop = { name: "noop", version: "0", losses: ["*"], dtypes, gradients: false, evaluate: () => nothing };
    return runInProcess(noop, options);
  },
  /** Of a synthetic suite. */
  double: () =>
    runInProcess(
      {
        ...{ name: "double", version: "0", losses: ["demo.*"], dtypes: ["float32"], gradients: true },
        evaluate: ({ inputs }) => ({
          value: { dtype: "float32", shape: [], data: [2 * Number(inputs.x!.data[0])] },
          gradients: { x: { dtype: "float32", shape: [], data: [2] } },
        }),
      },
      options,
    ),
  "isolated-adapter": () => runCommand(adapterCommand(process.env.BENCH_ADAPTER ?? "", root), options),
};

const cpuAt = process.cpuUsage();
const startedAt = performance.now();
await MODES[mode]!();
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuAt);
const result: SideResult = {
  ...{ ms, cases: cases.length },
  cpuMs: (user + system) / 1000,
  rssMb: process.resourceUsage().maxRSS / 1000,
};
console.log(JSON.stringify(result));
process.exit();
