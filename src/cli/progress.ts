import { printable } from "../problem.ts";
import type { Cli } from "./cli.ts";

/** CI systems end jobs that are silent for ten minutes or so; more often than this would fill the log. */
const SILENCE_MS = 30_000;

/**
 * Tells on stderr how far a run is: one line that changes in a terminal; in a pipe or in CI a line of its own now and then, and none
 * in a short run.
 */
export function progress(cli: Cli, adapter: string): (done: number, total: number) => void {
  const label = printable(adapter, 40);
  if (cli.stderr.isTTY && !cli.env.CI) return live(cli, label);
  let told = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - told < SILENCE_MS || done === total) return;
    told = now;
    cli.stderr.write(`${label}: ${done} of ${total} cases\n`);
  };
}

// --- internal ---

function live(cli: Cli, label: string): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent === shown) return;
    shown = percent;
    cli.stderr.write(done === total ? "\r\u001b[K" : `\r${label}: ${percent} % of ${total} cases`);
  };
}
