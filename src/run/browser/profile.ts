import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The folder that a browser keeps its things in. */
export interface Profile {
  readonly dir: string;
  readonly remove: () => void;
}

const PREFIX = "lossparity-browser-";

/** An empty profile; those of processes that were killed before they could remove their own go now. */
export function makeProfile(): Profile {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^lossparity-browser-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) remove(path.join(tmpdir(), name));
  }
  const dir = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { dir, remove: () => remove(dir) };
}

// --- internal ---

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A dying browser may still write, for up to 1.5 s on a loaded machine; what is left then goes the next time. */
function remove(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true, maxRetries: 8, retryDelay: 40 });
  } catch {
    // See above.
  }
}
