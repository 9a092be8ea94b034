import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";

/** Names that are no file names somewhere (with any ending), or mean something else. */
const RESERVED = /^(\.*|(con|prn|aux|nul|com\d|lpt\d)(\..*)?|index|manifest)$/;

/**
 * Where the results of a run's adapters are written: the adapter's name with everything but `[a-z0-9._-]` turned into `-`, the shard
 * behind it, and before that a hash where the name is reserved, or the file belongs to another adapter of this run or of an earlier
 * one. `specifier` is what the adapter was called on the command line: two may have the same name.
 */
export function resultsPaths(out: string, shard?: string): (name: string, specifier: string) => string {
  const given = new Map<string, string>();
  return (name, specifier) => {
    const slug = slugOf(name);
    const hashes = ["", `-${hashOf(name)}`, `-${hashOf(`${name}\n${specifier}`)}`];
    const key = `${name}\n${specifier}`;
    for (const hash of RESERVED.test(slug) ? hashes.slice(1) : hashes) {
      const part = shard === undefined ? "" : `.${shard.replace("/", "-of-")}`;
      const file = path.join(out, "results", `${slug}${hash}${part}.json`);
      const owner = given.get(file);
      if (owner === key) return file;
      if (owner !== undefined || (ownerOf(file) ?? name) !== name) continue;
      given.set(file, key);
      return file;
    }
    throw new Error(`no results file is left for the adapter ${specifier}`);
  };
}

// --- internal ---

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "-")
    .slice(0, 100);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** The adapter whose results a file holds; its name stands near the beginning of what may be megabytes. */
function ownerOf(file: string): string | undefined {
  const start = Buffer.alloc(4096);
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, start);
    closeSync(descriptor);
    const name = /"adapter":\{"name":("(?:[^"\\]|\\.)*")/.exec(start.toString("utf8"))?.[1];
    return name === undefined ? undefined : (JSON.parse(name) as string);
  } catch {
    return undefined;
  }
}
