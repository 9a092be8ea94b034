import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { renderHtml } from "../src/reporters/html.ts";
import { reportScript } from "../src/reporters/report-script.ts";
import { launchChromium } from "../test/chromium.ts";
import { openMeasured } from "../test/report-measure.ts";
import { synthetic } from "../test/report-synthetic.ts";

// Holds the HTML report against its budgets, with 60,000 cases on 10 adapters of which a fifth fails: npx tsx bench/report.ts
const [cases, adapters] = [Number(process.argv[2] ?? 60_000), Number(process.argv[3] ?? 10)];
const input = synthetic(cases, adapters);
const failing = input.results.reduce((sum, { summary }) => sum + summary.fail + summary.crash, 0);
const start = performance.now();
const html = await renderHtml(input);
const written = performance.now() - start;
const folder = path.join(tmpdir(), "lossparity-bench-report");
mkdirSync(folder, { recursive: true });
const file = path.join(folder, "index.html");
writeFileSync(file, html);
const browser = await launchChromium();
const { paintedMs, usableMs, keystrokeMs, slowKeystrokeMs, cpu } = await openMeasured(
  browser,
  pathToFileURL(file).href,
);
await browser.close();
const line = (what: string, is: string, budget = "") => console.log(`${what.padEnd(44)}${is.padStart(12)}  ${budget}`);
line(`${cases} cases × ${adapters} adapters, failing`, String(failing));
line("written in", `${(written / 1000).toFixed(1)} s`);
line("file", `${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB`, "≤ 8 MB");
line("app, minified and compressed", `${(gzipSync(await reportScript()).length / 1e3).toFixed(0)} kB`, "≤ 150 kB");
line("matrix painted", `${paintedMs.toFixed(0)} ms`, "≤ 500 ms");
line("usable, CPU slowed 4×", `${usableMs.toFixed(0)} ms`, "≤ 1000 ms");
line("slowest filter key", `${keystrokeMs.toFixed(0)} ms`, "≤ 50 ms");
line("slowest filter key, CPU slowed 4×", `${slowKeystrokeMs.toFixed(0)} ms`);
line("computed until all is drawn, × 4", `${cpu.usableMs.toFixed(0)} ms`, "(time of the page's own thread)");
line("computed for the slowest filter key", `${cpu.keystrokeMs.toFixed(0)} ms`, "(time of the page's own thread)");
