import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder of cases of one loss: y = 2·x, all with the value 2 except `n10` (rejected) and `n11` (unstable). */
export function fixtureSuite(count = 12): string {
  const dir = mkdtempSync(path.join(tmpdir(), "lossparity-suite-"));
  const scalar = (value: number) => ({ dtype: "float32", shape: [], data: [value] });
  const cases = Array.from({ length: count }, (_, i) => {
    const id = `demo.double/n${String(i).padStart(2, "0")}/default/float32`;
    const common = { id, args: {}, inputs: { x: "x" } };
    if (i === 10) return { ...common, expect: { rejected: { error: "ValueError", phase: "call", message: "no" } } };
    return { ...common, wrt: ["x"], expect: "a", ...(i === 11 && { unstable: "varies" }) };
  });
  const file = {
    format: 1,
    framework: "pytorch",
    version: "1.7.0",
    loss: "demo.double",
    concept: "demo",
    parameters: {},
    tensors: { x: scalar(1) },
    answers: {
      a: { value: scalar(2), gradients: { x: scalar(2) }, tolerance: { value: 1e-6, gradients: { x: 1e-6 } } },
    },
    cases,
  };
  writeCaseFile(dir, JSON.stringify(file), count);
  const catalogue = {
    format: 1,
    concepts: { demo: { title: "Demo", about: "", families: {} } },
    losses: {},
    excluded: [],
  };
  writeFileSync(path.join(dir, "catalogue.json"), JSON.stringify(catalogue));
  return dir;
}

/** Writes the case file and a manifest with its hash. */
export function writeCaseFile(dir: string, text: string, cases = 12): void {
  mkdirSync(path.join(dir, "demo"), { recursive: true });
  writeFileSync(path.join(dir, "demo", "double.json"), text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const files = [{ path: "demo/double.json", loss: "demo.double", framework: "pytorch", cases, unstable: 1, sha256 }];
  const manifest = { format: 1, frameworks: {}, aliases: { "demo.double": ["demo.twice"] }, files };
  writeFileSync(path.join(dir, "manifest.json"), JSON.stringify(manifest));
}
