import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { alternate, atLeast, atMost, noGoal, ROOT, type Row, type SideResult, side } from "./measure.ts";
import { syntheticSuite } from "./synthetic.ts";

const ROUNDS = 3;
/** V8 takes what memory there is; this says what it needs. In a container Node sets such a limit itself. */
const SMALL_HEAP = ["--max-old-space-size=300"];

/** Trivial cases: what the runner itself and its transport can carry. */
export async function throughput(): Promise<Row[]> {
  const folders: string[] = [];
  const synthetic = (count: number) => {
    const folder = syntheticSuite(count);
    folders.push(folder);
    return folder;
  };
  const small = synthetic(20_000);
  const large = synthetic(200_000);
  const adapters = mkdtempSync(path.join(tmpdir(), "lossparity-bench-"));
  folders.push(adapters);
  const node = path.join(adapters, "double.mjs");
  writeFileSync(node, NODE);
  writeFileSync(path.join(adapters, "double.py"), PYTHON);
  const python = `exec:${interpreter()} ${path.join(adapters, "double.py")}`;
  process.env.BENCH_CPU = path.join(adapters, "cpu");
  const withAdapter = (adapter: string, args: readonly string[]) => {
    process.env.BENCH_ADAPTER = adapter;
    const result = side("isolated-adapter", args);
    // The two processes of a pipe run at the same time where there is room for both: the busier one decides.
    const cpuMs = Math.max(result.cpuMs, Number(readFileSync(process.env.BENCH_CPU!, "utf8")));
    return { ...result, cpuMs };
  };
  let wallMs = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const cpuOf = (at: number, adapter: string) => () => {
    const { ms, cpuMs, cases } = withAdapter(adapter, [large]);
    wallMs = wallMs.map((best, i) => (i === at ? Math.min(best, ms / cases) : best));
    return cpuMs / cases;
  };
  const quarterFolder = synthetic(250_000);
  const millionFolder = synthetic(1_000_000);
  const [nodeCpu, pythonCpu, one, many, noop, quarter, million] = (await alternate(
    ROUNDS,
    cpuOf(0, node),
    cpuOf(1, python),
    () => withAdapter(node, [small, "1", "1"]).ms,
    () => withAdapter(node, [small]).ms,
    () => cpuPerCase(side("noop")),
    () => cpuPerCase(side("double", [quarterFolder])),
    () => cpuPerCase(side("double", [millionFolder])),
  )) as [number, number, number, number, number, number, number];
  const { rssMb } = side("double", [millionFolder], SMALL_HEAP);
  for (const folder of folders) rmSync(folder, { recursive: true });
  return [
    atLeast("no-op adapter in-process, recorded cases", 1000 / noop, 200_000, CPU_RATE),
    atLeast("process in Node, trivial cases", 1000 / nodeCpu, 50_000, CPU_RATE, byClock(wallMs[0]!)),
    atLeast("process in Python, trivial cases", 1000 / pythonCpu, 25_000, CPU_RATE, byClock(wallMs[1]!)),
    noGoal("one call in flight, against the default of 64", one / many),
    atMost("memory of 1,000,000 trivial cases", rssMb, 400, "MB", SMALL_HEAP.join()),
    atMost("time of a case among 1,000,000, against 250,000", million / quarter, 1.25),
  ];
}

// --- internal ---

/** A second of the busier process's own time: on a machine that is shared the clock says more of the others. */
const CPU_RATE = "cases/CPU s";
const byClock = (msPerCase: number) => `${Math.round(1000 / msPerCase).toLocaleString("en-US")} by the clock`;
const cpuPerCase = ({ cpuMs, cases }: SideResult) => cpuMs / cases;

const NODE = `import { writeFileSync } from "node:fs";
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU, String((user + system) / 1000));
});
export default {
  name: "double", version: "0", losses: ["demo.*"], dtypes: ["float32"], gradients: true,
  evaluate: ({ inputs }) => ({
    value: { dtype: "float32", shape: [], data: [2 * inputs.x.data[0]] },
    gradients: { x: { dtype: "float32", shape: [], data: [2] } },
  }),
};
`;

const PYTHON = `import os, sys, time
sys.path.insert(0, ${JSON.stringify(path.join(ROOT, "python"))})
import executor, numpy
ready = {"name": "double", "version": "0", "losses": ["demo.*"]}
executor.serve(ready, lambda call: (numpy.float32(2 * call["inputs"]["x"]["data"][0]), {"x": numpy.float32(2)}))
open(os.environ["BENCH_CPU"], "w").write(str(1000 * time.process_time()))
`;

/** The executors' own Python where it is set up: it has NumPy. */
function interpreter(): string {
  const python = path.join(ROOT, ".venvs", "pytorch-1.7", "bin", "python");
  return existsSync(python) ? python : "python3";
}
