import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as Esbuild from "esbuild";
import { IN_BROWSER, type PageModule } from "../../adapters/browser.ts";
import { Problem } from "../../problem.ts";

/** The files of a page by their path on the server. */
export interface Site {
  /** The content of a path, or `undefined` where there is none. */
  readonly read: (pathname: string) => Uint8Array | undefined;
}

/** The script that the page loads. */
export const ENTRY = "/adapter.js";

/**
 * Where esbuild is, in the adapter's project or beside this package.
 * @throws Problem (exit code 3) that says how to get it.
 */
export function findEsbuild(cwd: string, beside: string = fileURLToPath(import.meta.url)): string {
  for (const from of [path.join(cwd, "package.json"), beside]) {
    try {
      return createRequire(from).resolve("esbuild");
    } catch {
      // Looked for in the next place.
    }
  }
  throw new Problem(
    "An adapter that runs in a browser is bundled with esbuild, which is not installed. Run: npm install --save-dev esbuild",
    3,
  );
}

/**
 * Bundles an adapter, a module path or a name of {@link IN_BROWSER}, for a page.
 * @throws Error with esbuild's messages where that fails.
 */
export async function bundleSite(specifier: string, cwd: string): Promise<Site> {
  const loaded = (await import(pathToFileURL(findEsbuild(cwd)).href)) as { default?: typeof Esbuild } & typeof Esbuild;
  const esbuild = loaded.default ?? loaded;
  const bundled = Object.hasOwn(IN_BROWSER, specifier) ? IN_BROWSER[specifier] : undefined;
  const { source, root } = bundled?.module(cwd) ?? fileModule(path.resolve(cwd, specifier));
  const result = await esbuild
    .build({
      stdin: { contents: PAGE_MODULE, resolveDir: root, sourcefile: `${path.basename(specifier)} (page)` },
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      splitting: true,
      platform: "browser",
      target: "es2022",
      outdir: path.resolve(root),
      entryNames: "adapter",
      absWorkingDir: path.resolve(root),
      define: { "process.env.NODE_ENV": '"production"' },
      loader: { ".wasm": "file", ".bin": "file" },
      logLevel: "silent",
      plugins: [packagePlugin(root, source)],
    })
    .catch((error: Esbuild.BuildFailure) => {
      const [first] = error.errors ?? [];
      const where = first?.location ? ` (${first.location.file}:${first.location.line})` : "";
      throw new Error(`The adapter cannot be bundled for a page: ${first?.text ?? error.message}${where}`);
    });
  const outputs = new Map(
    result.outputFiles.map(({ path: file, contents }) => [
      `/${path.relative(path.resolve(root), file).replaceAll("\\", "/")}`,
      contents,
    ]),
  );
  const folders = [
    ...new Set(Object.keys(result.metafile.inputs).map((file) => path.resolve(root, path.dirname(file)))),
  ];
  return { read: (pathname) => outputs.get(pathname) ?? beside(folders, pathname) };
}

// --- internal ---

const EXTENSION = path.extname(fileURLToPath(import.meta.url));
const PAGE = fileURLToPath(new URL(`./page${EXTENSION}`, import.meta.url));
/** The part of this package that works in a page. */
const API = fileURLToPath(new URL(`../../adapter${EXTENSION}`, import.meta.url));

function fileModule(file: string): PageModule {
  return { source: `export { default } from ${JSON.stringify(file)};`, root: path.dirname(file) };
}

/** The adapter under a name of its own: whatever it does when it is evaluated, it does before anything is asked. */
const PAGE_MODULE = `import adapter from "lossparity:adapter";
import { serve } from ${JSON.stringify(PAGE)};
serve(adapter);
`;

/** `lossparity` itself uses files and processes; what an adapter takes from it does not. */
function packagePlugin(root: string, source: string): Esbuild.Plugin {
  return {
    name: "lossparity",
    setup: (build) => {
      build.onResolve({ filter: /^lossparity$/ }, () => ({ path: API }));
      build.onResolve({ filter: /^lossparity:adapter$/ }, ({ path }) => ({ path, namespace: "lossparity" }));
      build.onLoad({ filter: /.*/, namespace: "lossparity" }, () => ({
        contents: source,
        resolveDir: root,
        loader: "js",
      }));
    },
  };
}

/** Libraries fetch their WebAssembly and weights beside their own script: such a file is found beside the module it was bundled from. */
function beside(folders: readonly string[], pathname: string): Uint8Array | undefined {
  const name = path.posix.basename(pathname);
  if (!/^[\w.-]+\.(wasm|bin|data|json|mjs)$/.test(name)) return undefined;
  const folder = folders.find((folder) => existsSync(path.join(folder, name)));
  return folder === undefined ? undefined : readFileSync(path.join(folder, name));
}
