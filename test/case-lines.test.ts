import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { lazyCaseFile } from "../src/cases/case-lines.ts";
import type { CaseFile } from "../src/format/case-file.ts";
import { packagedSuite } from "../src/run/package.ts";

const suite = packagedSuite();

test("a file read line by line is the file", () => {
  for (const entry of suite.manifest.files) {
    const text = readFileSync(path.join(suite.dir, entry.path), "utf8");
    const whole = JSON.parse(text) as CaseFile;
    const lazy = lazyCaseFile(text, entry.cases);
    expect(lazy.ids).toEqual(whole.cases.map(({ id }) => id));
    expect(lazy.ids.filter((_, at) => lazy.isUnstable(at))).toEqual(
      whole.cases.flatMap(({ id, unstable }) => (unstable === undefined ? [] : [id])),
    );
    for (let i = 0; i < whole.cases.length; i += 50) expect(lazy.raw(i)).toEqual(whole.cases[i]);
    const { tensors, answers } = lazy.shared();
    expect([lazy.loss, lazy.concept, Object.keys(tensors), Object.keys(answers)]).toEqual([
      ...[whole.loss, whole.concept],
      ...[Object.keys(whole.tensors), Object.keys(whole.answers)],
    ]);
  }
});

test("any other layout is read too, and a count that does not fit is no reason to lose cases", () => {
  const [entry] = suite.manifest.files;
  const text = readFileSync(path.join(suite.dir, entry!.path), "utf8");
  const whole = JSON.parse(text) as CaseFile;
  const ids = whole.cases.map(({ id }) => id);
  for (const other of [JSON.stringify(whole), JSON.stringify(whole, undefined, 2), text.replace(/\n/g, "\r\n")]) {
    expect(lazyCaseFile(other, entry!.cases).ids).toEqual(ids);
  }
  expect(lazyCaseFile(text, 3).ids).toHaveLength(ids.length);
});
