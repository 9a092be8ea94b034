import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { Problem } from "../../problem.ts";

/**
 * The Chromium that adapters in a page run in: the one that a flag names, then that of the environment, then what is installed.
 * @throws Problem (exit code 3) that says where it was looked for.
 */
export function findChromium(
  given: string | undefined,
  cwd: string,
  env: { readonly [name: string]: string | undefined } = process.env,
): string {
  const named: readonly (readonly [string, string | undefined])[] = [
    ["--browser-path", given],
    ["LOSSPARITY_CHROMIUM", env.LOSSPARITY_CHROMIUM],
    ["CHROME_PATH", env.CHROME_PATH],
  ];
  for (const [source, file] of named) {
    if (file === undefined || file === "") continue;
    const found = path.resolve(cwd, file);
    if (isProgram(found)) return found;
    throw new Problem(`${source} names ${file}, which is no program that can be run. ${INSTALL}`, 3);
  }
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const found = [
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
    ...(PLACES[process.platform] ?? []),
  ].find(isProgram);
  if (found === undefined)
    throw new Problem(
      `No Chromium was found: none of ${NAMES.slice(0, 4).join(", ")} is on the PATH, and neither LOSSPARITY_CHROMIUM nor CHROME_PATH is set. ${INSTALL}`,
      3,
    );
  return found;
}

// --- internal ---

const INSTALL =
  "Install Chromium, Chrome or Edge, or name one: --browser-path FILE, or LOSSPARITY_CHROMIUM in the environment.";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** Where the installers of systems without a PATH for applications put them. */
const PLACES: { readonly [platform: string]: readonly string[] } = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
