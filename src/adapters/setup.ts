import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.ts";
import { TREES } from "./library.ts";

/*
 * `npm run setup:adapters [name…]`: installs the pinned libraries of the bundled adapters below .adapters/, a tree for each, apart
 * from this package's dependencies and without running their install scripts. TensorFlow.js has a set-up of its own, `prepare`.
 */

const FILES = ["package.json", "package-lock.json"];
const INSTALL_LIMIT_MS = 600_000;

const pins = fileURLToPath(new URL("../../src/adapters/", import.meta.url));
const known = existsSync(pins)
  ? readdirSync(pins).filter((name) => name !== "tfjs" && existsSync(join(pins, name, "package-lock.json")))
  : [];
const say = (line: string) => process.stderr.write(`${line}\n`);

process.exitCode = await setUp(process.argv.slice(2));

// --- internal ---

async function setUp(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    say(`There are no libraries for ${unknown}; there are ${known.join(", ")}.`);
    return 2;
  }
  let failures = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    const failed = await install(name);
    if (failed === undefined) continue;
    failures++;
    say(`${name}: ${failed}. Try again with: npm run setup:adapters ${name}`);
  }
  return failures === 0 ? 0 : 1;
}

async function install(name: string): Promise<string | undefined> {
  const tree = join(TREES, name);
  const stamp = join(tree, "stamp");
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(await readFile(join(pins, name, file)));
  const wanted = `${hash.digest("hex")} ${process.platform} ${process.arch}`;
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) {
    say(`${name}: up to date`);
    return undefined;
  }
  say(`${name}: installing`);
  await mkdir(tree, { recursive: true });
  await rm(stamp, { force: true });
  for (const file of FILES) await copyFile(join(pins, name, file), join(tree, file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", tree];
  // npm names itself to the scripts it runs; that spares the search, and npm.cmd on Windows.
  const npm = process.env.npm_execpath;
  const options = { cwd: tree, timeoutMs: INSTALL_LIMIT_MS };
  const done = npm ? await runChild(process.execPath, [npm, ...args], options) : await runChild("npm", args, options);
  if (!done.ok) return `npm ci failed (${done.reason})`;
  await writeFile(stamp, wanted);
  return undefined;
}
