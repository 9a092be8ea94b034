import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { TREES } from "./library.ts";

/** The module of an adapter that runs in a page, as text that a bundler reads. */
export interface PageModule {
  readonly source: string;
  /** The folder from which its packages are found. */
  readonly root: string;
}

/** A bundled adapter that only a browser can run. */
export interface BrowserAdapter {
  readonly about: string;
  /** @throws Error with the next step where its libraries are not installed. */
  readonly module: (project: string) => PageModule;
}

/** The bundled adapters that run in a page of a real browser, by the name `lossparity run` takes. */
export const IN_BROWSER: Readonly<Record<string, BrowserAdapter>> = {
  "tfjs-webgl": {
    about: "TensorFlow.js on its WebGL backend, in Chromium",
    module: (project) => tfjsModule("tfjs-webgl", "webgl", project),
  },
  "tfjs-wasm-browser": {
    about: "TensorFlow.js on its WebAssembly backend, in Chromium",
    module: (project) => tfjsModule("tfjs-wasm-browser", "wasm", project),
  },
};

// --- internal ---

/** Whether this process runs the TypeScript sources or the build. */
const EXTENSION = fileURLToPath(import.meta.url).endsWith(".ts") ? "ts" : "js";

/** Imports, unlike the adapters for Node.js, are static here: a bundler has to see them. */
function tfjsModule(name: string, backend: "webgl" | "wasm", project: string): PageModule {
  const packages = ["core", "layers", `backend-${backend}`].map((part) => `@tensorflow/tfjs-${part}`);
  const roots = [project, join(TREES, "tfjs")];
  const root = roots.find((folder) => packages.every((name) => isInstalled(folder, name)));
  if (root === undefined)
    throw new Error(
      `The adapter ${name} needs ${packages.join(", ")}, which are not installed here. Install them in your project: npm install ${packages.join(" ")}`,
    );
  const adapter = fileURLToPath(new URL(`./tfjs/adapter.${EXTENSION}`, import.meta.url));
  const source = `import * as core from "${packages[0]}";
import * as layers from "${packages[1]}";
import "${packages[2]}";
import { tfjsAdapter } from ${JSON.stringify(adapter)};
export default await tfjsAdapter("${name}", core.version_core, { core, layers, backend: "${backend}" });
`;
  return { source, root };
}

function isInstalled(folder: string, name: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", name, "package.json"))) return true;
    if (dirname(at) === at) return false;
  }
}
