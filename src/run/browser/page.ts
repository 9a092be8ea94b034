import type { Adapter } from "../../adapter.ts";
import type { CallMessage, RequestMessage } from "../../format/protocol.ts";
import { stringifyJson } from "../../tensor/json.ts";
import { adapterProblem, answerCall, readyMessage } from "../answer.ts";

/** What the host puts into the page, and what it calls there. */
interface Wires {
  /** Takes one line for the host. */
  lossparitySend: (line: string) => void;
  /** Takes messages of the runner, one after the other. */
  lossparityReceive: (messages: readonly RequestMessage[]) => void;
}

/** How the lines begin that are for the host and no answers. */
export const STOPPED = '{"type":"stopped"';
export const CRASHED = '{"type":"crashed"';

/** Runs in the page: answers the calls that the host hands over, one after the other, as the process of a Node.js adapter does. */
export function serve(adapter: Adapter | undefined): void {
  const wires = globalThis as unknown as Wires;
  const send = wires.lossparitySend;
  const problem = adapterProblem(adapter);
  if (problem !== undefined || adapter === undefined) throw new Error(`The adapter ${problem}`);
  let last = Promise.resolve();
  wires.lossparityReceive = (messages) => {
    for (const message of messages) {
      // After what may not be answered (a trap in WebAssembly) the page is of no use any more.
      last = last.then(() => react(adapter, message, send)).catch((error) => crash(send, error));
    }
  };
  send(stringifyJson({ ...readyMessage(adapter), environment: environment() }));
}

// --- internal ---

async function react(adapter: Adapter, message: RequestMessage, send: (line: string) => void): Promise<void> {
  if (message.type === "call") send(stringifyJson(await answerCall(adapter, message as CallMessage)));
  if (message.type !== "stop") return;
  await adapter.close?.();
  send(`${STOPPED}}`);
}

function crash(send: (line: string) => void, error: unknown): void {
  send(
    stringifyJson({
      type: "crashed",
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }),
  );
}

/** The browser and what draws in it: on another renderer the same page may compute something else. */
function environment(): string {
  return `${navigator.userAgent}; WebGL: ${webglRenderer()}`;
}

function webglRenderer(): string {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  if (gl === null) return "none";
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  // A page has a few contexts only; this one gives its place back.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return renderer;
}
