import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { type Finished, runChild } from "../child.ts";

/** A step that failed ends the attempt with its name and reason. */
class Failed extends Error {}

// The official download is one archive of about 100 MB and fails at once where its host cannot be reached.
const OFFICIAL_LIMIT_MS = 60_000;
const WHEEL_LIMIT_MS = 300_000;
const STEP_LIMIT_MS = 120_000;

/** The newest TensorFlow for which the sources of tfjs-node 4.22.0 build; pinned by the wheel's hash. */
const WHEEL = "tensorflow-cpu==2.13.1 --hash=sha256:87be6e61314b2c0fa062f71e26e41d6a17e162ffe4da72c820fe8f1fc94d97fe";

const UNPACK = `
import sys, zipfile
wheel, target = sys.argv[1:]
libraries = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith("tensorflow/include/") or name in libraries:
            archive.extract(name, target)
`;

/** True if tfjs-node of the tree starts. The functions are those that Node.js 23 removed and tfjs-node 4.22.0 calls. */
export async function works(tree: string): Promise<boolean> {
  const restore = "const u=require('util');u.isNullOrUndefined??=(v)=>v==null;u.isArray??=Array.isArray;";
  const start = `${restore}require('@tensorflow/tfjs-node').ones([1]).dataSync()`;
  return (await runChild(process.execPath, ["-e", start], { cwd: tree, timeoutMs: STEP_LIMIT_MS })).ok;
}

/** Gives the tree's tfjs-node its native library. Returns why that was not possible, or undefined. */
export async function installNative(tree: string, say: (line: string) => void): Promise<string | undefined> {
  const home = join(tree, "node_modules/@tensorflow/tfjs-node");
  say("tfjs-node: asking for the official native library");
  const official = await runChild(process.execPath, ["scripts/install.js"], {
    cwd: home,
    timeoutMs: OFFICIAL_LIMIT_MS,
    env: buildEnvironment(tree),
  });
  if (official.ok && (await works(tree))) return undefined;
  const first = `the official download failed (${official.ok ? "it does not start" : official.reason})`;
  if (process.platform !== "linux" || process.arch !== "x64") {
    return `${first}; building it is known to work on Linux x64 only`;
  }
  say(`tfjs-node: ${first}; building against TensorFlow's Python package`);
  try {
    await build(tree, home, say);
  } catch (error) {
    if (error instanceof Failed) return `${first}; ${error.message}`;
    return `${first}; building it failed (${error instanceof Error ? error.message : String(error)})`;
  }
  return (await works(tree)) ? undefined : `${first}; what was built does not start`;
}

// --- internal ---

async function build(tree: string, home: string, say: (line: string) => void): Promise<void> {
  const deps = join(home, "deps");
  const scratch = await mkdtemp(join(tree, "scratch-"));
  try {
    await rm(deps, { recursive: true, force: true });
    await mkdir(join(deps, "lib"), { recursive: true });
    say("tfjs-node: downloading the package (187 MB)");
    await download(scratch);
    say("tfjs-node: unpacking");
    const wheel = (await readdir(scratch)).find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw new Failed("pip downloaded no wheel");
    must("unpacking", await python(["-c", UNPACK, wheel, "unpacked"], scratch, STEP_LIMIT_MS));
    await arrange(join(scratch, "unpacked/tensorflow"), deps);
    say("tfjs-node: compiling");
    const compile = [
      join(tree, "node_modules/@mapbox/node-pre-gyp/bin/node-pre-gyp"),
      "install",
      "--build-from-source",
    ];
    const env = buildEnvironment(tree);
    must("compiling", await runChild(process.execPath, compile, { cwd: home, timeoutMs: WHEEL_LIMIT_MS, env }));
    // 7500 headers and the object files, of no use from here on.
    await rm(join(deps, "include"), { recursive: true, force: true });
    await rm(join(home, "build"), { recursive: true, force: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function download(scratch: string): Promise<void> {
  await writeFile(join(scratch, "requirements.txt"), `${WHEEL}\n`);
  const platform = ["--only-binary=:all:", "--python-version", "3.11", "--platform", "manylinux2014_x86_64"];
  const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--require-hashes", ...platform];
  must("downloading", await python([...pip, "-d", ".", "-r", "requirements.txt"], scratch, WHEEL_LIMIT_MS));
}

/** As the official archive has it: headers, and both libraries under the names the linker asks for. */
async function arrange(unpacked: string, deps: string): Promise<void> {
  const lib = join(deps, "lib");
  await rename(join(unpacked, "include"), join(deps, "include"));
  for (const name of ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"]) {
    await rename(join(unpacked, name), join(lib, name));
  }
  await symlink("libtensorflow_cc.so.2", join(lib, "libtensorflow.so"));
  await symlink("libtensorflow_cc.so.2", join(lib, "libtensorflow.so.2"));
  await symlink("libtensorflow_framework.so.2", join(lib, "libtensorflow_framework.so"));
}

function python(args: readonly string[], cwd: string, timeoutMs: number): Promise<Finished> {
  return runChild("python3", args, { cwd, timeoutMs });
}

function must(step: string, finished: Finished): void {
  if (!finished.ok) throw new Failed(`${step} for a build failed (${finished.reason})`);
}

/** The tree's programs on the path, and the headers beside this Node.js, where they are, instead of a download. */
function buildEnvironment(tree: string): NodeJS.ProcessEnv {
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, "include/node/node.h")) ? { npm_config_nodedir: prefix } : {};
  const path = [join(tree, "node_modules/.bin"), process.env.PATH ?? ""].join(delimiter);
  return { ...headers, ...process.env, PATH: path };
}
