import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import type { Command } from "./session.ts";

/** A process that has ended may have left its pipes to a descendant: this long they are waited for. */
const PIPES_MS = 2_000;

/** How a process ended: by code, by signal, or by not starting at all. */
export type Exit = { readonly error: Error } | { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** An adapter's process, in a group of its own with whatever it starts. */
export interface AdapterProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Ends it and its descendants; they are given no say. */
  readonly kill: () => void;
  /** Resolved when it is gone and what it wrote has been read. */
  readonly exited: Promise<void>;
}

/** Starts a process that ends with this one, however this one ends; `onExit` is called once, before `exited` is resolved. */
export function startProcess({ file, args, cwd }: Command, onExit: (exit: Exit) => void): AdapterProcess {
  const child = spawn(file, args, { cwd, stdio: ["pipe", "pipe", "pipe"], detached: hasGroups });
  keep(child);
  const exited = new Promise<void>((resolve) => {
    let isGone = false;
    const gone = (exit: Exit) => {
      // One that does not start has an error and closes, too.
      if (isGone) return;
      isGone = true;
      onExit(exit);
      release(child);
      resolve();
    };
    child.on("error", (error) => gone({ error }));
    child.on("exit", () => {
      // What it started has nobody to answer to any more, and may hold the pipes open for ever.
      killTree(child);
      const timer = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, PIPES_MS);
      child.on("close", () => clearTimeout(timer));
    });
    child.on("close", (code, signal) => gone({ code, signal }));
  });
  return { child, exited, kill: () => killTree(child) };
}

// --- internal ---

/** Windows has no process groups; there libuv's job object takes the children of a dead process along. */
const hasGroups = process.platform !== "win32";

const living = new Set<ChildProcess>();
const killLiving = () => living.forEach(killTree);
let guard: ChildProcess | undefined;

function keep(child: ChildProcess): void {
  if (living.size === 0) process.on("exit", killLiving);
  living.add(child);
  tellGuard("+", child);
}

function release(child: ChildProcess): void {
  living.delete(child);
  if (living.size === 0) process.off("exit", killLiving);
  tellGuard("-", child);
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, "SIGKILL");
    else if (child.exitCode === null)
      spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
  } catch {
    // Already gone.
  }
}

/**
 * This process may be killed itself (out of memory, `kill -9`), and then runs no handler. A shell that does nothing but read its
 * pipe outlives it for that moment, and ends the groups that are left.
 */
const GUARD = `left=
while read -r change group; do
  others=
  for known in $left; do [ "$known" = "$group" ] || others="$others $known"; done
  left=$others
  [ "$change" = - ] || left="$left $group"
done
for group in $left; do kill -s KILL -- "-$group" 2>/dev/null; done`;

function tellGuard(change: "+" | "-", { pid }: ChildProcess): void {
  if (!hasGroups || pid === undefined) return;
  if (guard === undefined) {
    guard = spawn("/bin/sh", ["-c", GUARD], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    // Without a shell there is no guard, and all else works.
    guard.on("error", () => {});
    guard.stdin?.on("error", () => {});
    guard.unref();
    (guard.stdin as unknown as { unref?: () => void }).unref?.();
  }
  guard.stdin?.write(`${change} ${pid}\n`);
}
