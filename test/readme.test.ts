import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { totals } from "../generators/readme.ts";

const read = (file: string) => readFileSync(path.join(import.meta.dirname, "..", file), "utf8");

test("the README's totals are those of the manifest", () => {
  expect(read("README.md")).toContain(totals(JSON.parse(read("cases/manifest.json"))));
});

test("the README's scripts exist", () => {
  const { scripts } = JSON.parse(read("package.json"));
  for (const [, script] of read("README.md").matchAll(/npm run ([a-z:]+)/g))
    expect(Object.keys(scripts)).toContain(script);
});
