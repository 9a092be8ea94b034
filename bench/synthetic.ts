import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const CASES_A_FILE = 10_000;

/**
 * A folder of trivial cases in the layout of recorded ones: y = 2·x with its gradient, files of ten thousand. What a run of them costs is
 * what the runner and its transport cost.
 */
export function syntheticSuite(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lossparity-synthetic-"));
  mkdirSync(path.join(folder, "demo"));
  const files = [];
  for (let from = 0; from < count; from += CASES_A_FILE) {
    const loss = `demo.double${String(from / CASES_A_FILE).padStart(3, "0")}`;
    const cases = Math.min(CASES_A_FILE, count - from);
    const text = fileText(loss, cases);
    const file = `demo/${loss}.json`;
    writeFileSync(path.join(folder, file), text);
    const sha256 = createHash("sha256").update(text).digest("hex");
    files.push({ path: file, loss, framework: "pytorch", cases, sha256 });
  }
  const manifest = { format: 1, frameworks: {}, aliases: {}, files };
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  const catalogue = { format: 1, concepts: {}, losses: {}, excluded: [] };
  writeFileSync(path.join(folder, "catalogue.json"), JSON.stringify(catalogue));
  return folder;
}

/** The body of an adapter's `evaluate` that answers every synthetic case. */
export const SYNTHETIC_EVALUATE =
  'const y = { dtype: "float32", shape: [], data: [2 * inputs.x.data[0]] }; return { value: y, gradients: { x: { dtype: "float32", shape: [], data: [2] } } };';

// --- internal ---

function fileText(loss: string, count: number): string {
  const scalar = (value: number) => `{"dtype":"float32","shape":[],"data":[${value}]}`;
  const answer = `{"value":${scalar(2)},"gradients":{"x":${scalar(2)}},"tolerance":{"value":1e-6,"gradients":{"x":1e-6}}}`;
  const lines = Array.from({ length: count }, (_, i) => {
    const id = `${loss}/n${String(i).padStart(5, "0")}/default/float32`;
    return `{"id":${JSON.stringify(id)},"args":{},"inputs":{"x":"x"},"wrt":["x"],"expect":"a"}`;
  });
  const head = `{"format":1,"framework":"pytorch","version":"1.7.0","loss":"${loss}","concept":"demo","parameters":{}`;
  return `${head},\n"tensors":{\n"x":${scalar(1)}\n},\n"answers":{\n"a":${answer}\n},\n"cases":[\n${lines.join(",\n")}\n]}\n`;
}
