import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

const executablePath = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
]
  .filter((file) => file !== undefined)
  .find((file) => existsSync(file));

/** Whether tests in a browser cannot run here; in CI a missing browser is a failure instead. */
export const isChromiumAbsent = executablePath === undefined && !process.env.CI;
if (isChromiumAbsent)
  console.warn("No Chromium found: nothing is tested in a browser. Install it, or set CHROMIUM_PATH.");

export function launchChromium(): Promise<Browser> {
  if (!executablePath) throw new Error("No Chromium found. Install it, or set CHROMIUM_PATH.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** The accessibility rules that a page breaks, each with the first element that does. */
export async function axeViolations(page: Page): Promise<(readonly [string, string | undefined])[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = (await page.evaluate("axe.run()")) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html] as const);
}
