import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../child.ts";
import { BUNDLED_TREE, WHY_ABSENT } from "./libraries.ts";
import { installNative, works } from "./native.ts";

/*
 * Run by npm's `prepare` in a clone: installs the libraries of the bundled adapters beside this package's dependencies.
 * Never fails the installation: what cannot be had is said on stderr and, when its adapter is asked for, there again.
 */

const FILES = ["package.json", "package-lock.json"];
const STAMP = join(BUNDLED_TREE, "stamp.json");
const INSTALL_LIMIT_MS = 600_000;

const pins = fileURLToPath(new URL("../../../src/adapters/tfjs/", import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);
const warn = (line: string) => process.stderr.write(`${line}\n`);

if (existsSync(join(pins, "package-lock.json"))) await install();

// --- internal ---

async function install(): Promise<void> {
  const wanted = await fingerprint();
  const stamp = existsSync(STAMP) ? await readFile(STAMP, "utf8") : "";
  if (stamp === `${wanted} native`) return;
  const failed = stamp.startsWith(wanted) ? undefined : await installPackages();
  if (failed !== undefined) {
    warn(`The libraries of the bundled adapters could not be installed: ${failed}`);
    warn('The adapters tfjs-node, tfjs-cpu and tfjs-wasm are absent until "npm run prepare" succeeds.');
    return;
  }
  await writeFile(STAMP, wanted);
  const absent = await native();
  if (absent === undefined) {
    await rm(WHY_ABSENT, { force: true });
    await writeFile(STAMP, `${wanted} native`);
    return;
  }
  await writeFile(WHY_ABSENT, `${absent}\n`);
  warn(`The adapter tfjs-node is absent: ${absent}.`);
  warn('All the rest works. Try again with "npm run prepare", or: npm install @tensorflow/tfjs-node');
}

/** The native library belongs to one platform and one major version of Node.js. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of FILES) hash.update(await readFile(join(pins, file)));
  return `${hash.digest("hex")} ${process.platform} ${process.arch} ${process.versions.modules}`;
}

async function installPackages(): Promise<string | undefined> {
  say("Installing the libraries of the bundled adapters");
  await mkdir(BUNDLED_TREE, { recursive: true });
  await rm(STAMP, { force: true });
  for (const file of FILES) await copyFile(join(pins, file), join(BUNDLED_TREE, file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", BUNDLED_TREE];
  // npm names itself to the scripts it runs; that spares the search, and npm.cmd on Windows.
  const npm = process.env.npm_execpath;
  const options = { cwd: BUNDLED_TREE, timeoutMs: INSTALL_LIMIT_MS };
  const done = npm ? await runChild(process.execPath, [npm, ...args], options) : await runChild("npm", args, options);
  return done.ok ? undefined : done.reason;
}

async function native(): Promise<string | undefined> {
  if (await works(BUNDLED_TREE)) return undefined;
  if (process.env.LOSSPARITY_SKIP_NATIVE === "1") return "LOSSPARITY_SKIP_NATIVE=1 left its native library out";
  return installNative(BUNDLED_TREE, say);
}
