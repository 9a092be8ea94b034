import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConceptCurves } from "../src/atlas/curves/data.ts";
import { axeViolations, isChromiumAbsent, launchChromium } from "./chromium.ts";
import { picturesPage } from "./pictures-page.ts";

const curves = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../cases/curves.json"), "utf8"),
) as ConceptCurves[];

const hostile = "<img src=x onerror=alert(1)>";
const TENSORS = {
  matrix: { shape: [2, 3], actual: [1, 2, "NaN", -4, 5.5, hostile], expected: [1, 2.05, 3, 4, 5, 6], allowance: 0.1 },
  blocks: {
    shape: [2, 2, 2, 3],
    actual: Array.from({ length: 24 }, (_, i) => i + (i % 5) / 100),
    expected: Array.from({ length: 24 }, (_, i) => i),
    allowance: 0.02,
  },
  scalar: { shape: [], actual: [1.5], expected: [1], allowance: 0.1 },
  row: { shape: [4], actual: [1, 2, 3, 4], expected: [1, 2, 3, 4], allowance: 0 },
  nothing: { shape: [0, 3], actual: [], expected: [], allowance: 0 },
};

describe.skipIf(isChromiumAbsent)("the pictures in a browser", () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "lossparity-pictures-"));
    const file = path.join(folder, "index.html");
    writeFileSync(file, await picturesPage(TENSORS));
    url = pathToFileURL(file).href;
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function open(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ offline: true, viewport: { width: 760, height: 900 }, ...options });
    const page = await context.newPage();
    complaints.length = 0;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${url}#${hash}`);
    await page.waitForSelector("html[data-ready]");
    return page;
  }

  /** Pixels of a chart that have this colour, or nearly. */
  function inked(page: Page, chart: number, colour: readonly number[]): Promise<number> {
    return page.evaluate(
      ([at, wanted]) => {
        const canvas = document.querySelectorAll("canvas")[at]!;
        // Read from a copy: Chromium warns of reading one that is drawn on the graphics card.
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3]! > 200 && wanted.every((part, k) => Math.abs(data[i + k]! - part) < 12)) found++;
        }
        return found;
      },
      [chart, colour] as const,
    );
  }

  const pixels = (page: Page, chart: number) =>
    page.evaluate((at) => document.querySelectorAll("canvas")[at]!.toDataURL(), chart);

  const TENSORFLOW = [0x8a, 0x61, 0x00];
  const PYTORCH = [0x0b, 0x57, 0xa8];

  it("draws every scene of every concept, both frameworks' lines, without a word on the console", async () => {
    const page = await open("huber", { colorScheme: "light" });
    for (const { concept, scenes } of curves) {
      for (const { name, members } of scenes) {
        await page.goto("about:blank");
        complaints.length = 0;
        await page.goto(`${url}#${concept}?scene=${name}`);
        await page.waitForSelector("html[data-ready]");
        const frameworks = new Set(members.map(({ framework }) => framework));
        expect(await page.locator("canvas").count(), `${concept} ${name}`).toBe(frameworks.size === 2 ? 3 : 2);
        for (const chart of [0, 1]) {
          if (frameworks.has("tensorflow"))
            expect(await inked(page, chart, TENSORFLOW), `${concept} ${name}`).toBeGreaterThan(100);
          if (frameworks.has("pytorch"))
            expect(await inked(page, chart, PYTORCH), `${concept} ${name}`).toBeGreaterThan(100);
        }
        expect(complaints).toEqual([]);
      }
    }
  }, 120_000);

  it("follows a slider by keyboard: another picture, another sentence, another state", async () => {
    const page = await open("huber");
    const before = await pixels(page, 0);
    expect(await page.textContent(".picture-relation")).toBe("Loss and gradient are equal all along.");
    const slider = page.getByRole("slider", { name: /^delta, beta/ });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).toBe("2");
    expect(await page.textContent(".picture-relation")).toBe("Loss and gradient: TF = delta × PyTorch.");
    expect(await page.locator(".picture-legend strong").allTextContents()).toEqual([
      "TensorFlow: Huber(delta=2)",
      "PyTorch: SmoothL1Loss(beta=2)",
    ]);
    expect(new URL(page.url()).hash).toBe("#huber?delta=2");
    await expect.poll(() => pixels(page, 0)).not.toBe(before);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("delta");
    expect(complaints).toEqual([]);
  });

  it("opens as a link says, and says so when another state is set", async () => {
    const page = await open(
      "binary-crossentropy?scene=logits&tensorflow=tf.nn.weighted_cross_entropy_with_logits&pos_weight=3",
    );
    expect(await page.inputValue("select[name=scene]")).toBe("logits");
    expect(await page.textContent(".picture-legend li:first-child strong")).toBe(
      "TensorFlow: weighted_cross_entropy_with_logits(pos_weight=3)",
    );
    await page.evaluate(() =>
      (window as unknown as { mounted: { setState: (state: object) => void } }).mounted.setState({
        scene: "near-zero",
      }),
    );
    expect(await page.inputValue("select[name=scene]")).toBe("near-zero");
    await page.selectOption("select[name=scene]", "probabilities");
    expect(new URL(page.url()).hash).toBe("#binary-crossentropy?");
    expect(complaints).toEqual([]);
  });

  it("has the numbers in a table, the limits of a jump too", async () => {
    const page = await open("mean-absolute-error");
    await page.click("summary");
    await page.waitForSelector(".picture-table tr");
    expect(await page.locator(".picture-table thead th").allTextContents()).toEqual([
      "ŷ, the prediction",
      "TensorFlow: loss",
      "TensorFlow: gradient",
      "PyTorch: loss",
      "PyTorch: gradient",
      "difference of the losses",
      "of the gradients",
    ]);
    const row = page.locator(".picture-table tbody tr", {
      has: page.getByRole("rowheader", { name: "0", exact: true }),
    });
    expect(await row.locator("td").allTextContents()).toEqual(["0", "−1 | 0 | 1", "0", "−1 | 0 | 1", "0", "0"]);
  });

  it("shows what both are where the pointer is", async () => {
    const page = await open("cosine-similarity");
    const box = (await page.locator(".u-over").first().boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    expect(await page.textContent(".picture-at")).toBe("angle = 0");
    expect(await page.locator(".picture-legend span").allTextContents()).toEqual([
      "loss −1, gradient 0",
      "loss 0, gradient 0",
    ]);
  });

  it("follows the colour scheme and the width, and fits a phone", async () => {
    const page = await open("hinge", { colorScheme: "light" });
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => inked(page, 0, [0xe3, 0xb3, 0x41])).toBeGreaterThan(100);
    await page.setViewportSize({ width: 360, height: 700 });
    await expect
      .poll(() => page.evaluate(() => document.querySelector<HTMLElement>(".uplot")!.offsetWidth))
      .toBeLessThanOrEqual(330);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await inked(page, 0, [0xe3, 0xb3, 0x41])).toBeGreaterThan(60);
    expect(complaints).toEqual([]);
  });

  it("prints as a drawing, in light colours", async () => {
    const page = await open("huber?delta=2", { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator(".picture-print svg").isVisible()).toBe(true);
    expect(await page.locator("canvas").first().isVisible()).toBe(false);
    expect(
      await page
        .locator(".picture-print path.tensorflow")
        .first()
        .evaluate((line) => getComputedStyle(line).stroke),
    ).toBe("rgb(138, 97, 0)");
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it("leaves nothing behind", async () => {
    const page = await open("huber");
    await page.evaluate(() => (window as unknown as { mounted: { destroy: () => void } }).mounted.destroy());
    expect(await page.innerHTML("#host")).toBe("");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(complaints).toEqual([]);
  });

  it("walks through a heat map by keyboard, and says where it is", async () => {
    const page = await open("heat?matrix");
    const readout = page.getByRole("status");
    // What no number is cannot be drawn as one, nor run.
    expect(await readout.textContent()).toBe(
      "4 of 6 elements are off by more than is allowed, 1 are equal. Worst: [0, 2]: actual NaN, expected 3: only one is NaN.",
    );
    expect(await page.locator(".heat-map .heat-cell").allTextContents()).toEqual(["", "", "NaN", "±80", "5", "NaN"]);
    await page.keyboard.press("Tab");
    expect(await readout.textContent()).toBe("[0, 2]: actual NaN, expected 3: only one is NaN");
    const said: (string | null)[] = [];
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowDown", "Home"]) {
      await page.keyboard.press(key);
      said.push((await readout.textContent())!.split(":")[0]!);
    }
    expect(said).toEqual(["[0, 1]", "[1, 1]", "[1, 0]", "[0, 2]", "[0, 2]", "[1, 2]", "[0, 2]"]);
    expect(await page.locator("[data-cursor]").count()).toBe(1);
    await page.click("summary");
    expect(await page.locator(".picture-table tbody th").allTextContents()).toEqual([
      "[0, 2]",
      "[1, 2]",
      "[1, 0]",
      "[1, 1]",
      "[0, 1]",
    ]);
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([
    ["blocks", 24, 4],
    ["scalar", 1, 1],
    ["row", 4, 1],
    ["nothing", 0, 0],
  ])("draws a heat map of %s", async (name, cells, blocks) => {
    const page = await open(`heat?${name}`);
    expect(await page.locator(".heat-map .heat-cell").count()).toBe(cells);
    expect(await page.locator(".heat-block").count()).toBe(blocks);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation in %s",
    async (colorScheme) => {
      for (const hash of [
        "huber?delta=2",
        "binary-crossentropy",
        "triplet-margin",
        "heat?matrix",
        "heat?blocks",
        "heat?scalar",
      ]) {
        const page = await open(hash, { colorScheme });
        for (const summary of await page.locator("summary").all()) await summary.click();
        expect([hash, ...(await axeViolations(page))]).toEqual([hash]);
      }
    },
    60_000,
  );
});
