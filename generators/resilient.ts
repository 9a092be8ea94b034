import type { AnswerMessage, CallMessage } from "../src/format/protocol.ts";
import { type Executor, type Ready, startExecutor } from "./executor.ts";

/** A call that the executor did not survive. */
export class ExecutorDied extends Error {}

type Call = Omit<CallMessage, "type" | "seq">;

/** An executor that outlives the calls that kill it. */
export interface ResilientExecutor {
  readonly ready: Ready;
  /** Throws `ExecutorDied` for the call that ended the process; calls that were merely in flight with it are asked again. */
  readonly ask: (call: Call) => Promise<AnswerMessage>;
  /** Asks in a process made for this call alone. */
  readonly askIsolated: (call: Call) => Promise<AnswerMessage>;
  readonly stop: () => Promise<void>;
}

/** Starts `command`, and again whenever it ends unasked. */
export async function startResilient(command: readonly string[]): Promise<ResilientExecutor> {
  const first = await startExecutor(command);
  let current: Promise<Executor> = Promise.resolve(first);
  // Calls that were in flight when a process ended take turns in another one, so that only the culprit ends that.
  let turn: Promise<unknown> = Promise.resolve();
  let alone: Promise<Executor> | undefined;
  const askAlone = async (call: Call): Promise<AnswerMessage> => {
    alone ??= startExecutor(command);
    const executor = await alone;
    try {
      return await executor.ask(call);
    } catch (error) {
      alone = undefined;
      throw new ExecutorDied(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    ready: first.ready,
    async ask(call) {
      const asked = current;
      const executor = await asked;
      try {
        return await executor.ask(call);
      } catch {
        if (current === asked) current = startExecutor(command);
        const answer = turn.then(() => askAlone(call));
        turn = answer.catch(() => {});
        return answer;
      }
    },
    async askIsolated(call) {
      const executor = await startExecutor(command);
      try {
        return await executor.ask(call);
      } catch (error) {
        throw new ExecutorDied(error instanceof Error ? error.message : String(error));
      } finally {
        await executor.stop();
      }
    },
    async stop() {
      await turn;
      await Promise.all([current, alone].map(async (executor) => (await executor)?.stop()));
    },
  };
}
