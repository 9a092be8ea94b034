import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Framework, Manifest, Provenance, Recording } from "../src/format/case-file.ts";
import { CASES, GenerateError } from "./frameworks.ts";

/** The manifest that a part is recorded for. */
export async function readManifest(): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(path.join(CASES, "manifest.json"), "utf8")) as Manifest;
  } catch {
    throw new GenerateError("A part joins what is in cases/, but there is no readable manifest; record everything", 2);
  }
}

/**
 * The manifest's provenance, which a part must share: recorded with other versions or settings it would be passed off as the
 * manifest's. What is added may come from another CPU, since each such case says so.
 */
export function mustJoin(framework: Framework, manifest: Manifest, now: Provenance, add: boolean): Provenance {
  const { additions: _, ...then } = manifest.frameworks[framework] ?? ({} as Recording);
  if (JSON.stringify(then) === JSON.stringify(add ? { ...now, cpu: then.cpu } : now)) return then;
  throw new GenerateError(
    add
      ? `--add adds to a recording of ${framework} ${then.version} under Python ${then.python}, and this is ${now.version} under ${now.python}, or its settings or platform differ; record everything`
      : `--loss adds to a recording of ${framework} made on "${then.cpu}", and this is "${now.cpu}" or another version; record everything, or only what is missing with --add`,
    2,
  );
}
