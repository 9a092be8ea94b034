import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execaSync } from "execa";
import { FRAMEWORKS } from "../src/adapters/frameworks/index.ts";

/*
 * `npm run setup:drift [name…]`: the newest frameworks that are pinned, each in an environment below .venvs/ with all of its packages at
 * the versions of python/requirements-NAME.txt.
 */

const HERE = import.meta.dirname;
const VENVS = path.resolve(HERE, "..", ".venvs");
/** The oldest Python that these versions have packages for. */
const OLDEST = [3, 11] as const;

process.exitCode = main(process.argv.slice(2));

// --- internal ---

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function main(wanted: readonly string[]): number {
  const known = Object.keys(FRAMEWORKS);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    say(`There is no environment ${unknown}; there are ${known.join(", ")}.`);
    return 2;
  }
  const python = ["python3", "python3.13", "python3.12", "python3.11"].find(isNewEnough);
  if (python === undefined) {
    say(`These frameworks need Python ${OLDEST.join(".")} or later, and none was found on the PATH.`);
    return 3;
  }
  const failed = (wanted.length > 0 ? wanted : known).filter((name) => !setUp(name, python));
  for (const name of failed) say(`${name}: pip failed, see above. Try again with: npm run setup:drift ${name}`);
  return failed.length === 0 ? 0 : 1;
}

function setUp(name: string, python: string): boolean {
  const environment = path.join(VENVS, name);
  const list = path.join(HERE, `requirements-${name}.txt`);
  const digest = createHash("sha256").update(readFileSync(list)).digest("hex");
  const stamp = path.join(environment, "lossparity-stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) {
    say(`${name}: .venvs/${name} is up to date`);
    return true;
  }
  say(`${name}: installing ${path.basename(list)} into .venvs/${name}`);
  // Without its stamp an environment was cut off half-way or has other requirements.
  rmSync(environment, { recursive: true, force: true });
  const pip = [path.join(environment, "bin", "python"), "-m", "pip", "install", "--disable-pip-version-check"] as const;
  const done = run(python, ["-m", "venv", environment]) && run(pip[0], [...pip.slice(1), "--no-deps", "-r", list]);
  if (done) writeFileSync(stamp, digest);
  return done;
}

function isNewEnough(python: string): boolean {
  const asked = execaSync(python, ["-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"], {
    reject: false,
    stderr: "ignore",
  });
  const [major = 0, minor = 0] = (asked.stdout ?? "").trim().split(" ").map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

/** Runs a command whose output the user sees; whether it succeeded. */
function run(file: string, args: readonly string[]): boolean {
  return !execaSync(file, args, { reject: false, stdio: ["ignore", "inherit", "inherit"] }).failed;
}
