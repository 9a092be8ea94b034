import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../src/reporters/html.ts";
import { HOSTILE, hostileRun, SUITE } from "./report-fixture.ts";

const executablePath = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
]
  .filter((file) => file !== undefined)
  .find((file) => existsSync(file));
const absent = executablePath === undefined && !process.env.CI;
if (absent) console.warn("No Chromium found: the report is not tested in a browser. Install it, or set CHROMIUM_PATH.");

describe.skipIf(absent)("the report in a browser", () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!executablePath) throw new Error("No Chromium found. Install it, or set CHROMIUM_PATH.");
    folder = mkdtempSync(path.join(tmpdir(), "lossparity-report-"));
    const file = path.join(folder, "index.html");
    writeFileSync(file, await renderHtml({ results: [hostileRun()], suite: SUITE }));
    url = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function open(options: BrowserContextOptions = {}, hash = ""): Promise<Page> {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    complaints.length = 0;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url + hash);
    if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-ready]");
    return page;
  }

  it("opens from disk without a word on the console, and adapter text stays text", async () => {
    const page = await open();
    expect(await page.isVisible("table.matrix")).toBe(true);
    expect(await page.title()).toBe("1 failing · lossparity");
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("goes from the matrix over the filtered list to the case and its worst element", async () => {
    const page = await open();
    await page.click("td.bad a");
    expect(await page.inputValue("#query")).toContain("loss:tf.keras.losses.CosineSimilarity");
    expect(await page.textContent("#matches")).toBe("1 of 1");
    await page.click("#failure-rows a");
    await page.waitForSelector("#case-title");
    expect(await page.textContent("#case .message")).toBe(HOSTILE);
    expect(await page.textContent("tr.worst")).toBe("[1]worst0.6−0.61.20.000001");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("case-title");
    expect(complaints).toEqual([]);
    const link = new URL(page.url()).hash;
    expect(await (await open({}, link)).textContent("#case-title")).toContain("CosineSimilarity/all-alike");
  });

  it("filters while one types", async () => {
    const page = await open({}, "#/failures");
    await page.fill("#query", "kind:gradient");
    expect(await page.textContent("#matches")).toBe("0 of 1");
  });

  it("shows matrix, failures and differences without scripts", async () => {
    const page = await open({ javaScriptEnabled: false });
    for (const selector of ["table.matrix", "#failure-rows tr", ".card"]) {
      expect(await page.locator(selector).first().isVisible()).toBe(true);
    }
  });

  it("fits 360 pixels and remembers the theme", async () => {
    const page = await open({ viewport: { width: 360, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.click("#theme");
    await page.reload();
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
  });

  it.each(["light", "dark"] as const)(
    "has no serious accessibility violation in %s",
    async (colorScheme) => {
      const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const link = `#/case/${encodeURIComponent(`evil ${HOSTILE}`)}/tf.keras.losses.CosineSimilarity/all-alike/reduction=none/float32`;
      for (const hash of ["", "#/failures", link]) {
        const page = await open({ colorScheme }, hash);
        await page.evaluate(axe);
        const { violations } = (await page.evaluate("axe.run()")) as {
          violations: { id: string; impact: string; nodes: { html: string }[] }[];
        };
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      }
    },
    60_000,
  );
});
