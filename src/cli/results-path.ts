import { createHash } from "node:crypto";
import path from "node:path";
import type { ResultsFile } from "../format/results.ts";

/** Names that are no file names somewhere, or mean something else. */
const RESERVED = /^(\.*|con|prn|aux|nul|com\d|lpt\d|index|manifest)$/;

/**
 * Where a run's results are written: the adapter's name with everything but `[a-z0-9._-]` turned into `-`, a hash behind it
 * where the name is reserved or another adapter of this run has the same slug, and the shard.
 */
export function resultsPath(
  out: string,
  results: ResultsFile,
  shard: string | undefined,
  all: readonly ResultsFile[],
): string {
  const { name } = results.adapter;
  const slug = slugOf(name);
  const clashes = all.some(
    (other) => other !== results && other.adapter.name !== name && slugOf(other.adapter.name) === slug,
  );
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const unique = clashes || RESERVED.test(slug) ? `${slug}-${hash}` : slug;
  const part = shard === undefined ? "" : `.${shard.replace("/", "-of-")}`;
  return path.join(out, "results", `${unique}${part}.json`);
}

// --- internal ---

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "-")
    .slice(0, 100);
}
