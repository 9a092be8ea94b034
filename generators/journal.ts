import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./frameworks.ts";

/** What an interrupted recording had finished: one file a loss, under the hash of everything its content follows from. */
export interface Journal {
  readonly find: (loss: string, key: string) => Promise<string | undefined>;
  readonly keep: (loss: string, key: string, text: string) => Promise<void>;
  /** Forgets everything, once the recording is whole. */
  readonly clear: () => Promise<void>;
}

/** The journal in `.recording/`, beside `cases/` and in no commit. */
export function openJournal(folder: string = path.join(ROOT, ".recording")): Journal {
  const fileOf = (loss: string, key: string) => path.join(folder, `${loss}.${key}.json`);
  return {
    find: (loss, key) => readFile(fileOf(loss, key), "utf8").catch(() => undefined),
    async keep(loss, key, text) {
      await mkdir(folder, { recursive: true });
      // Written aside and renamed: a file of that name is whole.
      const aside = `${fileOf(loss, key)}.partial`;
      await writeFile(aside, text);
      await rename(aside, fileOf(loss, key));
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
