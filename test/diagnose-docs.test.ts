import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DIAGNOSES } from "../src/diagnose/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const page = (name: string) => readFileSync(path.join(ROOT, "docs", "diagnoses", name), "utf8");

test("every diagnosis has a file, a stable code of its own and a line in the index", () => {
  const codes = DIAGNOSES.map(({ code }) => code);
  const files = readdirSync(path.join(ROOT, "src", "diagnose", "causes"));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.map((code) => `${code.toLowerCase().replaceAll("_", "-")}.ts`).sort()).toEqual(files.sort());
  const listed = [...page("README.md").matchAll(/^\| \[(\w+)\]\(\1\.md\) \| (.+) \|$/gm)].map(([, code, title]) => [
    code,
    title,
  ]);
  expect(listed).toEqual(DIAGNOSES.map(({ code, title }) => [code, title]));
});

test.each(DIAGNOSES.map(({ code, title }) => [code, title] as const))("%s has a page", (code, title) => {
  const lines = page(`${code}.md`).split("\n");
  expect(lines[0]).toBe(`# ${code}`);
  expect(lines[2]).toMatch(new RegExp(`^\\*\\*${title}\\.\\*\\* `));
  expect(lines.filter((line) => line.startsWith("## "))).toEqual(["## Consequences", "## Recipe"]);
});

test("no page is about a diagnosis that is gone", () => {
  const pages = readdirSync(path.join(ROOT, "docs", "diagnoses")).filter((name) => name !== "README.md");
  expect(pages.sort()).toEqual(DIAGNOSES.map(({ code }) => `${code}.md`).sort());
});
