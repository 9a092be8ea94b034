import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { execaSync } from "execa";

/** The two environments, below `.venvs/`, each from requirements that pin everything, transitive packages too. */
const ENVIRONMENTS = {
  pytorch: {
    folder: "pytorch-1.7",
    requirements: "requirements-pytorch.txt",
    probe: "import torch; print(torch.__version__)",
  },
  tensorflow: {
    folder: "tensorflow-2.3",
    requirements: "requirements-tensorflow.txt",
    probe: "import tensorflow; print(tensorflow.__version__)",
  },
} as const;
type Name = keyof typeof ENVIRONMENTS;

const HERE = import.meta.dirname;
const VENVS = path.resolve(HERE, "..", ".venvs");

/** Something that a person can mend; the message says how. */
class SetupError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

function main(wanted: readonly string[]): void {
  const unknown = wanted.find((name) => !Object.hasOwn(ENVIRONMENTS, name));
  if (unknown !== undefined) {
    throw new SetupError(
      `There is no environment ${unknown}; there are ${Object.keys(ENVIRONMENTS).join(" and ")}.`,
      2,
    );
  }
  const names = (wanted.length > 0 ? wanted : Object.keys(ENVIRONMENTS)) as readonly Name[];
  for (const name of names) setUp(name);
}

function setUp(name: Name): void {
  const { folder, requirements, probe } = ENVIRONMENTS[name];
  const environment = path.join(VENVS, folder);
  const list = path.join(HERE, requirements);
  const digest = createHash("sha256").update(readFileSync(list)).digest("hex");
  const stamp = path.join(environment, "lossparity-stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) {
    console.error(`${name}: .venvs/${folder} is up to date`);
    return;
  }
  const python = path.join(environment, "bin", "python");
  // Without its stamp an environment was cut off half-way or has other requirements. Begun anew it is sure to be whole, and
  // what pip has downloaded once comes from its cache. A link goes; what it points to stays.
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(VENVS, { recursive: true });
  createEnvironment(environment, folder);
  console.error(
    `${name}: installing ${requirements} into .venvs/${folder}${name === "pytorch" ? " (777 MB to download)" : " (140 MB to download)"}`,
  );
  const pip = run(python, [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-deps",
    "--require-hashes",
    "-r",
    list,
  ]);
  if (!pip)
    throw new SetupError(
      `${name}: pip failed, see above. Run npm run setup:frameworks again: what is finished stays, what is downloaded comes from pip's cache.`,
      1,
    );
  const probed = execaSync(python, ["-c", probe], { env: { TF_CPP_MIN_LOG_LEVEL: "3" }, reject: false });
  if (probed.failed) {
    throw new SetupError(
      `${name}: everything is installed, but the framework does not start on this machine: ${lastLine(probed.stderr)}. The wheels of this version are for x86-64 processors (with AVX for TensorFlow) under a glibc Linux, macOS or Windows; the suite itself runs without them, only recording needs them.`,
      1,
    );
  }
  writeFileSync(stamp, digest);
  console.error(`${name}: ${probed.stdout} is ready in .venvs/${folder}`);
}

function createEnvironment(environment: string, folder: string): void {
  const python = findPython();
  console.error(`making .venvs/${folder} with ${python ?? "a Python 3.8 fetched by uv"}`);
  const made = python === undefined ? withUv(environment) : run(python, ["-m", "venv", environment]);
  if (!made) {
    throw new SetupError(
      "The frameworks of these versions need Python 3.8, and none was found on the PATH or below pyenv's versions, nor could uv fetch one. Install Python 3.8 (for example: pyenv install 3.8) and run npm run setup:frameworks again.",
      3,
    );
  }
}

/** A Python 3.8 that can make environments: on the PATH, or one of pyenv's. */
function findPython(): string | undefined {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), ".pyenv"), "versions");
  const versions = existsSync(pyenv) ? readdirSync(pyenv).filter((version) => version.startsWith("3.8.")) : [];
  const candidates = ["python3.8", ...versions.map((version) => path.join(pyenv, version, "bin", "python"))];
  return candidates.find((candidate) => {
    const asked = execaSync(candidate, ["-c", "import sys, venv, ensurepip; print(sys.version_info[:2])"], {
      reject: false,
      stderr: "ignore",
    });
    return asked.stdout?.trim() === "(3, 8)";
  });
}

/** `uv` from PyPI brings a Python of its own where its downloads are reachable. */
function withUv(environment: string): boolean {
  const tool = path.join(VENVS, "uv");
  const uv = path.join(tool, "bin", "uv");
  const installed =
    existsSync(uv) || (run("python3", ["-m", "venv", tool]) && run(path.join(tool, "bin", "pip"), ["install", "uv"]));
  return installed && run(uv, ["venv", "--seed", "--python", "3.8", environment]);
}

/** Python ends a traceback with the error; a killed process says nothing. */
function lastLine(text: string | undefined): string {
  return text?.trim().split("\n").at(-1) || "it was killed";
}

/** Runs a command whose output the user sees; whether it succeeded. */
function run(file: string, args: readonly string[]): boolean {
  return !execaSync(file, args, { reject: false, stdio: ["ignore", "inherit", "inherit"] }).failed;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
