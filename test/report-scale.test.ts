import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../src/reporters/html.ts";
import { isChromiumAbsent, launchChromium } from "./chromium.ts";
import { openMeasured } from "./report-measure.ts";
import { synthetic } from "./report-synthetic.ts";

/** A sixth of the cases that the budgets are for (`npx tsx bench/report.ts` measures the whole), so that CI can do it every time. */
const CASES = 10_000;
const ADAPTERS = 10;

/**
 * Over the budgets of docs/report.md, 500 ms, 1 s and 50 ms: other tests run beside this one, and a core whose caches are shared computes longer for
 * the same. The bench holds the budgets themselves.
 */
const BESIDE_OTHERS = 1.6;

describe.skipIf(isChromiumAbsent)("a large report", () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  let bytes: number;

  beforeAll(async () => {
    const html = await renderHtml(synthetic(CASES, ADAPTERS));
    bytes = Buffer.byteLength(html);
    folder = mkdtempSync(path.join(tmpdir(), "lossparity-large-"));
    const file = path.join(folder, "index.html");
    writeFileSync(file, html);
    url = pathToFileURL(file).href;
    browser = await launchChromium();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it("stays small: no more than 85 bytes a result where all of them have their numbers", () => {
    expect(bytes / (CASES * ADAPTERS)).toBeLessThan(85);
  });

  it("is drawn, usable and filtered in time, by what the page itself computes", async () => {
    const { cpu } = await openMeasured(browser, url, 2);
    expect(cpu.paintedMs).toBeLessThan(BESIDE_OTHERS * 500);
    expect(cpu.usableMs).toBeLessThan(BESIDE_OTHERS * 1000);
    expect(cpu.keystrokeMs).toBeLessThan(BESIDE_OTHERS * 50);
  });

  it("finds a row far below with the browser's own search, where nothing was drawn yet", async () => {
    const page = await browser.newPage();
    await page.goto(`${url}#/loss/torch.nn.Synthetic1`);
    await page.waitForSelector("[data-row]");
    const last = await page.locator("[data-row]").last().textContent();
    const isFound = await page.evaluate(
      (text) => (window as unknown as Window & { find(text: string): boolean }).find(text!),
      last,
    );
    expect(isFound).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000);
    await page.close();
  });

  it("lists more at a button, and knows how many there are", async () => {
    const page = await browser.newPage();
    await page.goto(`${url}#/cases?q=is:failing`);
    await page.waitForSelector("#more");
    await page.click("#more button");
    await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length === 540);
    expect(await page.locator("#more").innerText()).toMatch(/540 are shown/);
    await page.close();
  });
});
