import { spawn } from "node:child_process";

export interface Finished {
  readonly ok: boolean;
  /** What it printed, both streams. */
  readonly output: string;
  /** One line that says how it failed. */
  readonly reason: string;
}

export interface ChildOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, or to the time limit, then with all that it started. Never rejects. */
export function runChild(file: string, args: readonly string[], options: ChildOptions): Promise<Finished> {
  const isWindows = process.platform === "win32";
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own can be ended as a whole: compilers and downloads are grandchildren.
      detached: !isWindows,
    });
    let output = "";
    let limit = "";
    const timer = setTimeout(() => {
      limit = `no end after ${options.timeoutMs / 1000} s`;
      if (isWindows || child.pid === undefined) child.kill("SIGKILL");
      else process.kill(-child.pid, "SIGKILL");
    }, options.timeoutMs);
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ ok: false, output, reason: error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output, reason: limit || errorLine(output) || `exit code ${code}` });
    });
  });
}

// --- internal ---

/** The line that names the error, rather than the stack or the advice around it. */
function errorLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => ERROR_LINE.test(line)) ?? lines.findLast((line) => line !== "") ?? "";
}

/** As Node.js ("Error: …"), npm ("npm error …"), node-gyp ("gyp ERR! …") and pip ("ERROR: …") begin it. */
const ERROR_LINE = /^\w*Error: |^npm error (?!code)|ERR! |^ERROR: /;
