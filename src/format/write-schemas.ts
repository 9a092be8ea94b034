import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SCHEMAS, type SchemaName } from "./schemas.ts";

/** The last step of the build: the JSON Schemas as the files that the package exports as `lossparity/schemas/*.json`. */
const ABOUT: { readonly [name in SchemaName]: string } = {
  "case file": "One loss with its recorded cases: cases/<framework>/<form>/<loss>.json",
  manifest: "What was recorded with what: cases/manifest.json",
  "results file": "What lossparity run writes: <out>/results/<slug>.json",
  baseline: "Known failures: --baseline FILE",
  start: "Protocol 1, runner to adapter: the first message",
  call: "Protocol 1, runner to adapter: one call",
  stop: "Protocol 1, runner to adapter: the last message",
  ready: "Protocol 1, adapter to runner: the answer to start",
  result: "Protocol 1, adapter to runner: what the library computed",
  rejected: "Protocol 1, adapter to runner: the library refuses the call",
  unsupported: "Protocol 1, adapter to runner: the library cannot be asked this",
};
const FILES: readonly SchemaName[] = ["case file", "manifest", "results file", "baseline"];

const folder = path.resolve(import.meta.dirname, "..", "schemas");
mkdirSync(folder, { recursive: true });
for (const [name, title] of Object.entries(ABOUT) as [SchemaName, string][]) {
  const file = FILES.includes(name) ? name.replace(" ", "-") : `protocol-${name}`;
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `urn:lossparity:1:${file}`,
    title,
    ...SCHEMAS[name],
  };
  writeFileSync(path.join(folder, `${file}.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
}
