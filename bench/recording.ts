import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { askAll, startExecutor } from "../generators/executor.ts";
import { expand } from "../generators/expand.ts";
import { frameworkCommand, ROOT } from "../generators/frameworks.ts";
import { FRAMEWORKS, plannedLosses } from "../generators/generate.ts";
import { wireCall } from "../generators/record.ts";
import { stringifyJson } from "../src/tensor/json.ts";
import { atMost, type Row } from "./measure.ts";

/**
 * What the recorder adds to the frameworks' own time: calls through the executor's process, against a bare Python loop that makes the
 * same framework calls with messages already parsed and answers thrown away. Alternating, the best of each side counts.
 */
const CALLS = 4000;
const ROUNDS = 3;

const LOOP = (framework: string, file: string) => `
import json, sys, time, warnings
sys.path.insert(0, ${JSON.stringify(path.join(ROOT, "python"))})
import importlib.util
spec = importlib.util.spec_from_file_location("recorded", ${JSON.stringify(path.join(ROOT, "python", `${framework}.py`))})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
messages = [json.loads(line) for line in open(${JSON.stringify(file)})]
warnings.simplefilter("ignore")
def run():
    for message in messages:
        try: module.evaluate(message)
        except Exception: pass
run()
started = time.perf_counter(); run(); print("seconds", time.perf_counter() - started, file=sys.stderr)
`;

export async function recording(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const framework of FRAMEWORKS) {
    const all = plannedLosses(framework).flatMap(({ concept, spec }) => expand(concept, spec));
    const step = Math.max(1, Math.floor(all.length / CALLS));
    const messages = all
      .filter((call, i) => i % step === 0 && !call.isolated)
      .map((call) => wireCall(call, call.floating));
    const file = path.join(mkdtempSync(path.join(tmpdir(), "lossparity-bench-")), "calls.jsonl");
    writeFileSync(file, messages.map((message) => `${stringifyJson(message)}\n`).join(""));
    const [python] = frameworkCommand(framework, `${framework}.py`);
    const executor = await startExecutor(frameworkCommand(framework, `${framework}.py`));
    await askAll(messages, executor.ask);
    let [bare, recorded] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS; round++) {
      const { stderr } = spawnSync(python!, ["-c", LOOP(framework, file)], { encoding: "utf8" });
      bare = Math.min(bare, Number(/seconds ([\d.e-]+)/.exec(stderr)?.[1]));
      const startedAt = performance.now();
      await askAll(messages, executor.ask);
      recorded = Math.min(recorded, (performance.now() - startedAt) / 1000);
    }
    await executor.stop();
    rows.push(
      atMost(
        `recorder, against a bare Python loop: ${framework}`,
        recorded / bare,
        1.5,
        "×",
        `${messages.length} calls with gradients`,
      ),
    );
  }
  return rows;
}
