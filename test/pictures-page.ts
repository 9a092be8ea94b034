import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { PICTURE_STYLES } from "../src/report/pictures/pictures.css.ts";

const BASE = `body{margin:1rem;font:15px/1.5 system-ui,sans-serif;background:#fbfbfa;color:#1b1f24}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--ink:#e6e8ea;--soft:#a9b0b8;--line:#30363c;--panel:#1b1f23;--shade:#22272c}body{background:#14171a;color:#e6e8ea}}
@media (prefers-color-scheme:light){:root{color-scheme:light;--ink:#1b1f24;--soft:#565d66;--line:#dfe1e4;--panel:#fff;--shade:#f2f3f4}}
@media print{:root{color-scheme:light;--ink:#1b1f24;--soft:#565d66;--line:#dfe1e4;--panel:#fff}body{background:#fff}}`;

/** A page as strict as the report's: its one script and its one style are allowed by their hashes, and nothing else is. */
export async function picturesPage(tensors: object): Promise<string> {
  const root = path.resolve(import.meta.dirname, "..");
  const result = await build({
    entryPoints: [path.join(root, "test/pictures-entry.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "ascii",
    logLevel: "silent",
  });
  const script = result.outputFiles[0]!.text.trim().replaceAll("</script", "<\\/script");
  const styles = BASE + PICTURE_STYLES;
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");
  const json = (text: string) => text.replaceAll("<", "\\u003c");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(styles)}'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${styles}</style></head>
<body><main><h1>Pictures</h1><div id="host"></div></main>
<script type="application/json" id="curves">${json(readFileSync(path.join(root, "cases/curves.json"), "utf8"))}</script>
<script type="application/json" id="tensors">${json(JSON.stringify(tensors))}</script>
<script type="module">${script}</script></body></html>`;
}
