#!/usr/bin/env node
import { main } from "./main.ts";

// Whoever reads the output may stop early, as `head` does.
process.stdout.on("error", () => process.exit());

process.exitCode = await main({
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
});
// Nothing is left to wait for; a stray handle of an adapter's library must not keep the process alive.
process.stdout.write("", () => process.exit());
