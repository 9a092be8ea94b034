import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// Takes reports/screenshot.png, which the README shows, of the report of the last run.
const reports = fileURLToPath(new URL("../reports/", import.meta.url));
const report = path.resolve(process.argv[2] ?? path.join(reports, "index.html"));
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

if (!existsSync(report) || !existsSync(executablePath)) {
  const what = existsSync(report)
    ? `No Chromium at ${executablePath}: set CHROMIUM_PATH.`
    : `No report at ${report}: run npm run conformance first.`;
  console.error(what);
  process.exitCode = 2;
} else {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(pathToFileURL(report).href);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector("html[data-drawn]");
  await page.screenshot({ path: path.join(reports, "screenshot.png") });
  await browser.close();
}
