import type { Browser, CDPSession, Page } from "playwright-core";

/** What opening a report and typing into its filter takes. */
export interface Measured {
  /** Until the matrix is on the screen, at full speed. */
  readonly paintedMs: number;
  /** Until keys and filter work, with the CPU slowed four times. */
  readonly usableMs: number;
  /** The slowest key, from its event to the next frame, at full speed and with the CPU slowed. */
  readonly keystrokeMs: number;
  readonly slowKeystrokeMs: number;
  /** The same, as time that the page's own thread computed: what else the machine does is no part of it. */
  readonly cpu: { readonly paintedMs: number; readonly usableMs: number; readonly keystrokeMs: number };
}

const TYPED = "kind:value err>2";

/** Opens the report at full speed and slowed, and types a filter into its list of cases; of several rounds the quickest, which was disturbed least. */
export async function openMeasured(browser: Browser, url: string, rounds = 1): Promise<Measured> {
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await openOnce(browser, url));
  const least = (figure: (each: Measured) => number) => Math.min(...measured.map(figure));
  return {
    paintedMs: least(({ paintedMs }) => paintedMs),
    usableMs: least(({ usableMs }) => usableMs),
    keystrokeMs: least(({ keystrokeMs }) => keystrokeMs),
    slowKeystrokeMs: least(({ slowKeystrokeMs }) => slowKeystrokeMs),
    cpu: {
      paintedMs: least(({ cpu }) => cpu.paintedMs),
      usableMs: least(({ cpu }) => cpu.usableMs),
      keystrokeMs: least(({ cpu }) => cpu.keystrokeMs),
    },
  };
}

// --- internal ---

async function openOnce(browser: Browser, url: string): Promise<Measured> {
  const fast = await open(browser, url, 1);
  const slow = await open(browser, url, 4);
  return {
    paintedMs: fast.paintedMs,
    usableMs: slow.usableMs,
    keystrokeMs: fast.keystrokeMs,
    slowKeystrokeMs: slow.keystrokeMs,
    cpu: { paintedMs: fast.cpu.openedMs, usableMs: 4 * fast.cpu.openedMs, keystrokeMs: fast.cpu.keystrokeMs },
  };
}

async function open(browser: Browser, url: string, rate: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const computedMs = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.POSITIVE_INFINITY);
  };
  const before = await computedMs();
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  const times = await page.evaluate(() => ({
    paintedMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY,
    usableMs: performance.getEntriesByName("ready")[0]?.startTime ?? Number.POSITIVE_INFINITY,
  }));
  const openedMs = (await computedMs()) - before;
  await page.evaluate(() => {
    location.hash = "#/cases?q=is:failing";
  });
  await page.waitForSelector("#entries");
  await page.waitForTimeout(300);
  const keystrokeMs = await typed(page);
  const keys: number[] = [];
  for (const key of " loss:*1") {
    const start = await computedMs();
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
    keys.push((await computedMs()) - start);
  }
  await page.close();
  return { ...times, keystrokeMs, cpu: { openedMs, keystrokeMs: Math.max(...keys) } };
}

/** Types character by character; each is timed from its event to the frame that shows what it found. */
async function typed(page: Page): Promise<number> {
  await page.focus("#query");
  await page.evaluate(() => {
    const keys: number[] = [];
    (globalThis as unknown as { keys: number[] }).keys = keys;
    document.getElementById("query")!.addEventListener(
      "input",
      () => {
        const start = performance.now();
        // A message comes after the frame that the next animation frame belongs to.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => keys.push(performance.now() - start);
          channel.port2.postMessage(undefined);
        });
      },
      { capture: true },
    );
  });
  await page.keyboard.press("End");
  await page.keyboard.type(` ${TYPED}`, { delay: 120 });
  await page.waitForTimeout(300);
  const keys = await page.evaluate(() => (globalThis as unknown as { keys: number[] }).keys);
  return Math.max(...keys);
}
