import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const SRC = path.resolve(import.meta.dirname, "..", "src");

/** What may import what in `src/`: a file belongs to the first part whose prefix it has, and may import its own and earlier ones. */
const LAYERS: readonly (readonly string[])[] = [
  ["problem.ts", "format/"],
  ["tensor/"],
  ["tolerance.ts", "precision.ts", "adapter.ts"],
  ["compare.ts", "spread.ts"],
  ["cases/", "case-patterns.ts", "diff.ts", "baseline.ts", "snippets/"],
  ["adapters/", "reference/", "diagnose/", "atlas/", "coverage/"],
  ["run/", "merge.ts", "conformance.ts"],
  ["report/", "reporters/", "drift/", "findings/", "differential/"],
  ["cli/", "vitest.ts", "index.ts"],
];

/** The edge, where files, processes, the console and the clock may be used. */
const EDGE = [
  "cli/",
  "run/",
  "cases/load.ts",
  "atlas/load.ts",
  "drift/",
  "findings/",
  "differential/save.ts",
  "adapters/",
  "reporters/",
  "conformance.ts",
  "vitest.ts",
  "format/write-schemas.ts",
];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"));

function imports(file: string): string[] {
  const text = readFileSync(path.join(SRC, file), "utf8");
  const named = text.matchAll(/(?:^|\n)(?:import|export)\s(?:[^;"]*?\sfrom\s)?"([^"]+)"|\bimport\(\s*"([^"]+)"/g);
  return [...named].map((match) => match[1] ?? match[2]!);
}

const layerOf = (file: string) => LAYERS.findIndex((parts) => parts.some((part) => file.startsWith(part)));

test("every file of src belongs to a layer", () => {
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
});

test("dependencies point one way, and nothing in src imports generators", () => {
  const wrong = files.flatMap((file) =>
    imports(file)
      .filter((name) => name.startsWith("."))
      .map((name) => path.posix.join(path.posix.dirname(file), name))
      .filter((target) => target.startsWith("..") || layerOf(target) > layerOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("node's modules are used at the edge only, and never in the report's browser code", () => {
  const wrong = files.flatMap((file) =>
    EDGE.some((part) => file.startsWith(part))
      ? []
      : imports(file).flatMap((name) => (name.startsWith("node:") ? [`${file} imports ${name}`] : [])),
  );
  expect(wrong).toEqual([]);
});

test("an adapter that is bundled imports format, tensor, the adapter API and its own engine", () => {
  const allowed = ["adapters/", "adapter.ts", "format/", "tensor/", "problem.ts", "reference/"];
  const wrong = files
    .filter((file) => file.startsWith("adapters/"))
    .flatMap((file) =>
      imports(file)
        .filter((name) => name.startsWith("."))
        .map((name) => path.posix.join(path.posix.dirname(file), name))
        .filter((target) => !allowed.some((part) => target.startsWith(part)))
        .map((target) => `${file} imports ${target}`),
    );
  expect(wrong).toEqual([]);
});
