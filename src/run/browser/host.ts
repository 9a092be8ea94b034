import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import type { RequestMessage } from "../../format/protocol.ts";
import { bundleSite, ENTRY, type Site } from "./bundle.ts";
import { type Browser, launch } from "./devtools.ts";
import { CRASHED, STOPPED } from "./page.ts";
import { makeProfile } from "./profile.ts";

/**
 * The process between the runner and an adapter in a page: protocol 1 on stdin and stdout, Chromium behind it. It is what the
 * runner isolates, restarts and ends, in one group with its browser, so that nothing of a page outlives a run.
 */
async function host(specifier: string, chromium: string): Promise<void> {
  const url = await serve(await bundleSite(specifier, process.cwd()));
  const profile = makeProfile();
  let isReady = false;
  let isOver = false;
  const end = async (code: number, message?: string) => {
    if (isOver) return;
    isOver = true;
    if (message !== undefined) process.stderr.write(`${message}\n`);
    await browser.kill();
    profile.remove();
    process.exit(code);
  };
  const fail = (message: string) => void end(isReady ? 1 : 3, message);
  const browser = launch(chromium, profile.dir, {
    onExit: (why, log) => fail(`${why}\n${log}`),
    onEvent: (method, params) => {
      if (method === "Runtime.bindingCalled") onLine(String(params.payload));
      else if (method === "Runtime.consoleAPICalled") log(params.args);
      else if (method === "Inspector.targetCrashed") fail("the page crashed");
      // Before it is ready this is the adapter that cannot be loaded; afterwards a call is answered or runs into its time limit.
      else if (method === "Runtime.exceptionThrown") isReady ? log([{ value: thrown(params) }]) : fail(thrown(params));
      else if (method === "Runtime.executionContextsCleared" && isReady) fail("the page was left");
    },
  });
  const onLine = (line: string) => {
    if (line.startsWith(STOPPED)) return void end(0);
    if (line.startsWith(CRASHED)) return fail(String((JSON.parse(line) as { message?: unknown }).message));
    isReady = true;
    process.stdout.write(`${line}\n`);
  };
  const session = await openPage(browser, url);
  let unsent: string[] = [];
  const flush = () => {
    const expression = `lossparityReceive([${unsent.join(",")}])`;
    unsent = [];
    browser
      .send("Runtime.evaluate", { expression, silent: true }, session)
      .catch((error: Error) => fail(error.message));
  };
  // Closing is a courtesy; a page that hangs is not waited for.
  const stop = () => setTimeout(() => void end(0), CLOSE_LIMIT_MS);
  const input = createInterface({ input: process.stdin });
  input.on("close", stop);
  input.on("line", (line) => {
    const { type } = JSON.parse(line) as RequestMessage;
    // The page says that it is ready as soon as it is.
    if (type === "start") return;
    if (type === "stop") stop();
    // What has arrived in one turn is one message to the browser: each costs more than a small call does.
    if (unsent.length === 0) setImmediate(flush);
    unsent.push(line);
  });
}

// --- internal ---

/** Well within the two seconds that the protocol gives an adapter to exit. */
const CLOSE_LIMIT_MS = 1_000;

async function openPage(browser: Browser, url: string): Promise<string> {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  await browser.send("Runtime.enable", {}, sessionId);
  await browser.send("Inspector.enable", {}, sessionId);
  await browser.send("Runtime.addBinding", { name: "lossparitySend" }, sessionId);
  const { errorText } = await browser.send("Page.navigate", { url }, sessionId);
  if (errorText !== undefined) throw new Error(`the page could not be opened: ${errorText}`);
  return sessionId;
}

/** A real origin on this machine alone: from a file's, or from none, pages may not fetch. */
function serve(site: Site): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = pathname === "/" ? PAGE : site.read(pathname);
    const type = TYPES[/\.\w+$/.exec(pathname)?.[0] ?? ".html"] ?? "application/octet-stream";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type, "cache-control": "no-store" });
    response.end(body);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });
}

const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>lossparity</title><script type="module" src="${ENTRY}"></script>`;

const TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** What the page prints is a log, as stderr is. */
function log(args: unknown): void {
  const shown = (
    args as readonly { readonly value?: unknown; readonly description?: string; readonly text?: string }[]
  ).map(({ value, description, text }) => String(value ?? description ?? text ?? ""));
  process.stderr.write(`${shown.join(" ").slice(0, LOG_LIMIT)}\n`);
}

const LOG_LIMIT = 2_000;

function thrown(params: { readonly [name: string]: unknown }): string {
  const { text, exception } = params.exceptionDetails as { text: string; exception?: { description?: string } };
  return (exception?.description ?? text).split("\n")[0]!;
}

host(process.argv[2] ?? "", process.argv[3] ?? "").catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
});
