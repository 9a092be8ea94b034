import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCurves } from "../src/atlas/load.ts";
import { BINDINGS } from "../src/report/keys.ts";
import { renderHtml } from "../src/reporters/html.ts";
import { axeViolations, isChromiumAbsent, launchChromium } from "./chromium.ts";
import { COSINE_FILES, HOSTILE, hostileRun, SUITE, variedRun } from "./report-fixture.ts";

const EVIL = `evil ${HOSTILE}`;
const [FIRST] = COSINE_FILES[0]!.cases.map(({ id }) => id);
const UNLIKE = COSINE_FILES[1]!.cases[2]!.id;
const VIEWS = {
  overview: "",
  "filtered overview": "#/overview?q=is:failing",
  cases: "#/cases?q=is:failing",
  adapter: `#/adapter/${encodeURIComponent(EVIL)}`,
  loss: "#/loss/torch.nn.CosineEmbeddingLoss",
  case: `#/case/${FIRST}`,
  differences: "#/differences",
  concept: "#/differences/cosine-similarity",
  diff: "#/diff",
  about: "#/about",
  missing: "#/loss/nobody",
};

describe.skipIf(isChromiumAbsent)("the report in a browser", () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "lossparity-report-"));
    const file = path.join(folder, "index.html");
    const before = variedRun();
    const against = [{ ...before, results: before.results.map((row) => ({ id: row.id, verdict: "pass" as const })) }];
    const curves = readCurves(path.resolve(import.meta.dirname, "../cases"));
    const own = curves.filter(({ concept }) => concept === "cosine-similarity");
    writeFileSync(path.join(folder, "curves.json"), JSON.stringify(own));
    const suite = { ...SUITE, dir: folder };
    writeFileSync(file, await renderHtml({ results: [hostileRun(), variedRun()], suite, against }));
    writeFileSync(path.join(folder, "before.json"), JSON.stringify(hostileRun({ results: [] })));
    writeFileSync(path.join(folder, "no-results.json"), "[]");
    url = pathToFileURL(file).href;
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function open(hash = "", options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    complaints.length = 0;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url + hash);
    if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-ready]");
    return page;
  }

  const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

  it.each(Object.entries(VIEWS))(
    "shows %s from disk without a word on the console, and adapter text stays text",
    async (_, hash) => {
      const page = await open(hash);
      expect(await page.locator("#title").isVisible()).toBe(true);
      expect(await page.locator("#view").innerText()).not.toBe("");
      expect(await page.locator("img").count()).toBe(0);
      expect(await page.title()).not.toBe("owned");
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    it.each(Object.entries(VIEWS))("%s breaks no rule of accessibility", async (_, hash) => {
      const page = await open(hash, { colorScheme });
      expect(await axeViolations(page)).toEqual([]);
      await page.context().close();
    });
  });

  it("breaks none in forced colours, in the help, nor without scripts", async () => {
    const forced = await open("#/cases?q=is:failing", { forcedColors: "active" });
    expect(await axeViolations(forced)).toEqual([]);
    const page = await open();
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    expect(await axeViolations(page)).toEqual([]);
  });

  it("goes from the matrix over the loss to the case, its worst element first, and back", async () => {
    const page = await open();
    await page.click("td.bad a >> nth=0");
    await page.waitForSelector("#loss-cases");
    expect(await page.inputValue("#query")).toContain("is:failing");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("title");
    await page.click("[data-row]");
    await page.waitForSelector(".elements");
    expect(await page.textContent(".said")).toBe(HOSTILE);
    expect(await page.locator(".elements .worst").first().innerText()).toBe("[1]\t0.6\t−0.6\t1.2\t±0.000001\t1e6×");
    await page.goBack();
    await page.waitForSelector("#loss-cases");
    await page.goBack();
    await page.waitForSelector("table.matrix");
    expect(complaints).toEqual([]);
  });

  it("draws the curves of a concept; what is chosen in them is in the link, and comes back from it", async () => {
    const page = await open("#/differences/cosine-similarity");
    await page.waitForSelector("[data-place=curves] canvas");
    const control = page.locator("[data-place=curves] input[type=range]").first();
    await control.focus();
    await page.keyboard.press("ArrowLeft");
    const chosen = await control.inputValue();
    const hash = new URL(page.url()).hash;
    expect(hash).toMatch(/^#\/differences\/cosine-similarity\?curve\./);
    const again = await open(hash);
    await again.waitForSelector("[data-place=curves] canvas");
    expect(await again.locator("[data-place=curves] input[type=range]").first().inputValue()).toBe(chosen);
    // Away and back: drawn again, once.
    await again.click("nav a >> nth=0");
    await again.waitForSelector("table.matrix");
    await again.goBack();
    await again.waitForSelector("[data-place=curves] canvas");
    expect(await again.locator("[data-place=curves] .picture").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("draws the error of each element, which the arrow keys read", async () => {
    const page = await open(`#/case/${FIRST}`);
    const map = page.locator("[data-place=heat-map] [role=application]").first();
    await map.focus();
    await page.keyboard.press("Home");
    expect(await page.locator(".heat-readout").first().innerText()).toContain("[1]");
    expect(complaints).toEqual([]);
  });

  it("filters overview, list and loss while one types, and says so in the link", async () => {
    const page = await open();
    await page.fill("#query", "kind:nonfinite");
    await page.waitForFunction(() => document.querySelectorAll("#matrix tbody tr:not(.group)").length === 1);
    expect(new URL(page.url()).hash).toBe("#/overview?q=kind:nonfinite");
    await page.goto(`${url}#/cases?q=is:failing`);
    await page.waitForSelector("#entries");
    expect(await page.locator("#entries tbody tr").count()).toBe(5);
    await page.click("[data-key='kind:accepted']");
    await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length === 1);
    expect(await page.inputValue("#query")).toBe("is:failing kind:accepted");
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe("kind:accepted");
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length === 5);
  });

  it("keeps what the filter does not mean, in grey, for one key", async () => {
    const page = await open("#/loss/torch.nn.CosineEmbeddingLoss?q=kind:value");
    expect(await page.locator("#loss-cases [data-row]").count()).toBe(1);
    await page.keyboard.press("a");
    await page.waitForFunction(() => document.querySelectorAll("#loss-cases [data-row]").length === 3);
    expect(await page.locator("#loss-cases td.other").count()).toBe(2);
    const other = await open(`#/case/${UNLIKE}?q=adapter:nobody`);
    expect(await other.locator(".on-case tr.other").count()).toBe(2);
  });

  it("is:different finds the same in overview and list", async () => {
    const page = await open("#/cases?q=is:different");
    expect(await page.locator("#entries tbody tr").count()).toBe(4);
    const overview = await open("#/overview?q=is:different");
    expect(await overview.locator("#matrix tbody tr:not(.group)").count()).toBe(1);
  });

  it("shows snippets, raw JSON and all adapters of a case", async () => {
    const page = await open(`#/case/${UNLIKE}?adapter=varied`);
    const codes = await page.locator(".code pre").allTextContents();
    expect(codes[0]).toContain("import torch");
    expect(codes[0]).toContain('torch.nn.CosineEmbeddingLoss(reduction="none")');
    expect(codes[1]).toContain("adapter.evaluate(call)");
    expect(codes[2]).toContain(`lossparity run varied --case "${UNLIKE}"`);
    expect(JSON.parse(codes[3]!)).toMatchObject({ id: UNLIKE, args: { reduction: "none" } });
    expect(JSON.parse(codes[4]!)).toEqual(variedRun().results.find(({ id }) => id === UNLIKE));
    expect(await page.locator(".on-case tbody tr").count()).toBe(2);
  });

  it("copies code, and a link that names the run", async () => {
    const page = await open(`#/case/${UNLIKE}?adapter=varied`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click(".code .copy >> nth=0");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("import torch");
    await page.keyboard.press("c");
    await page.waitForFunction(() => document.getElementById("said")!.textContent !== "Copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/run=[0-9a-f]{12}$/);
    expect(await (await open(new URL(link).hash)).locator("#view > .banner").count()).toBe(0);
    expect(await (await open("#/about?run=other")).locator("#view > .banner").count()).toBe(1);
  });

  it("knows every key that its help lists, and lists every key that it knows", async () => {
    const page = await open();
    await page.keyboard.press("?");
    const rows = await page.locator("dialog .keys tbody tr").allInnerTexts();
    expect(rows).toHaveLength(BINDINGS.length);
    for (const { label } of BINDINGS) expect(rows.some((row) => row.includes(label))).toBe(true);
    await page.keyboard.press("Escape");
    for (const [key, view] of [
      ["f", "cases"],
      ["d", "differences"],
      ["r", "diff"],
      ["i", "about"],
      ["o", "overview"],
    ]) {
      await page.keyboard.press(key!);
      await page.waitForFunction((name) => location.hash.startsWith(`#/${name}`), view);
    }
    await page.waitForSelector("#matrix");
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("query");
    await page.keyboard.type("fo");
    expect(await page.inputValue("#query")).toBe("fo");
    await page.keyboard.press("Escape");
    expect(await page.inputValue("#query")).toBe("");
    await page.locator("h1").click();
    await page.keyboard.press("t");
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
  });

  it("has single letters that can be switched off", async () => {
    const page = await open();
    await page.keyboard.press("?");
    await page.click("dialog [data-do=letters]");
    await page.click("dialog [data-do=close-help]");
    await page.keyboard.press("d");
    await page.keyboard.press("?");
    expect(new URL(page.url()).hash).toBe("");
    expect(await page.locator("dialog[open]").count()).toBe(0);
  });

  it("walks the list with j and k, and the cases one by one", async () => {
    const page = await open("#/cases?q=is:failing");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.locator("[data-row]").nth(1).textContent();
    expect(await focusedText(page)).toBe(second);
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".on-case");
    const before = page.url();
    await page.keyboard.press("j");
    await page.waitForFunction((url) => location.href !== url, before);
  });

  it("makes the matrix one stop, with a cursor that arrows move", async () => {
    const page = await open();
    expect(await page.locator('table.matrix[role=grid] tbody a[tabindex="0"]').count()).toBe(1);
    await page.locator('table.matrix tbody a[tabindex="0"]').focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.activeElement?.closest("td")?.cellIndex)).toBe(1);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.closest("tr")?.textContent)).toContain(
      "CosineEmbeddingLoss",
    );
    await page.keyboard.press("Home");
    expect(await page.evaluate(() => document.activeElement?.closest("th")?.cellIndex)).toBe(0);
    expect(await page.locator('table.matrix tbody tr:not(.group) a[tabindex="0"]').count()).toBe(1);
  });

  it("lets one pick and move columns, and keeps them along the way", async () => {
    const page = await open();
    await page.click(".picker > summary");
    await page.click('.picker [aria-label="Move varied left"]');
    await page.waitForFunction(() => document.querySelector("thead th a")?.textContent === "varied");
    expect(await page.locator(".picker[open]").count()).toBe(1);
    await page.locator(".picker input").nth(1).uncheck();
    await page.waitForFunction(() => document.querySelectorAll("thead th a").length === 1);
    expect(new URL(page.url()).hash).toBe("#/overview?columns=varied");
    await page.click("td.bad a >> nth=0");
    await page.waitForFunction(() => location.hash.includes("columns=varied"));
  });

  it("compares with the run that --against named, and with a dropped file", async () => {
    const page = await open("#/diff");
    expect(await page.locator("#changes h2").allTextContents()).toEqual(["varied"]);
    expect(await page.locator("#changes .chip").first().innerText()).toContain("regressed");
    await page.setInputFiles("input[type=file]", path.join(folder, "before.json"));
    await page.waitForFunction(() => document.querySelector("#changes h2")?.textContent?.startsWith("evil"));
    expect(await page.locator("#changes .chip").allInnerTexts()).toEqual(["added 3"]);
    await page.setInputFiles("input[type=file]", path.join(folder, "no-results.json"));
    await page.waitForSelector("[role=alert]");
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("gives a results file back", async () => {
    const page = await open("#/about");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-adapter="varied"]')]);
    expect(download.suggestedFilename()).toBe("varied.json");
  });

  it("leaves unopened blocks as text", async () => {
    const page = await open();
    expect(await page.evaluate(() => document.querySelector("template#rows-0")?.innerHTML.length)).toBeGreaterThan(50);
    expect(await page.evaluate(() => document.querySelector("#static"))).toBeNull();
  });

  it("shows matrix, failures and differences without scripts", async () => {
    const page = await open("", { javaScriptEnabled: false });
    for (const selector of ["table.matrix", "#entries tbody tr", ".concept", ".highlight"]) {
      expect(await page.locator(selector).first().isVisible()).toBe(true);
    }
    await page.click('nav a[href="#/differences"]');
    expect(await page.evaluate("document.querySelector(':target')?.id")).toBe("/differences");
  });

  it.each(Object.entries(VIEWS))("%s fits 360 pixels, and twice the size of letters", async (_, hash) => {
    const page = await open(hash, { viewport: { width: 360, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    // 200 % on a screen of 1280 is a page of 640.
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
    await page.context().close();
  });

  it("follows the system until one chooses, also where storage is refused", async () => {
    const page = await open("", { colorScheme: "dark" });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.click("#theme");
    expect(await background()).not.toBe(dark);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    expect(await page.getAttribute("html", "data-theme")).toBe("light");
    const refused = await browser.newContext({ offline: true });
    await refused.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new Error("refused");
        },
      });
    });
    const other = await refused.newPage();
    await other.goto(url);
    await other.waitForSelector("html[data-ready]");
    await other.click("#theme");
    expect(await other.getAttribute("html", "data-theme")).toBe("dark");
  });

  it("moves nothing where one asks for less motion", async () => {
    const page = await open("", { reducedMotion: "reduce" });
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter(
          (each) => !/^(0s(, )?)+$/.test(getComputedStyle(each).transitionDuration),
        ).length,
    );
    expect(moving).toBe(0);
  });

  it("prints light, unfolded, with the filter as text", async () => {
    const page = await open("#/loss/torch.nn.CosineEmbeddingLoss?q=kind:value", { colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    expect(await page.isVisible("#printed-filter")).toBe(true);
    expect(await page.textContent("#printed-filter")).toBe("Filter: kind:value");
    expect(await page.isVisible("nav")).toBe(false);
    expect(await page.locator("main details:not([open])").count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(28, 32, 36)");
    expect((await page.pdf()).length).toBeGreaterThan(5000);
  });
});
