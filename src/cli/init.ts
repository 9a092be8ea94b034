import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { nearest, Problem } from "../problem.ts";
import { packageVersion } from "../run/package.ts";
import type { Cli } from "./cli.ts";
import { parseFlags, writeAtomically } from "./context.ts";
import { adapterSource, TSCONFIG } from "./init/javascript.ts";
import { PYTHON_ADAPTER } from "./init/python.ts";
import { workflow } from "./init/workflow.ts";

const LOSS = "tf.keras.losses.mean_squared_error";
const LANGUAGES = ["javascript", "typescript", "python"] as const;
type Language = (typeof LANGUAGES)[number];

/** `lossparity init <dir>`: an adapter project with a baseline and a CI workflow, whose first run passes. */
export async function init(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, { language: { type: "string" } });
  const [dir] = positionals;
  if (dir === undefined)
    throw new Problem(`init needs a folder: lossparity init my-adapter [--language ${LANGUAGES.join("|")}]`);
  const language = languageNamed(values.language ?? "javascript");
  const folder = path.resolve(cli.cwd, dir);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Problem(`${dir} is there already and not empty; init writes into a new folder only.`);
  for (const [file, text] of Object.entries(files(language, path.basename(folder)))) {
    writeAtomically(
      path.join(folder, file),
      typeof text === "string" ? text : `${JSON.stringify(text, undefined, 2)}\n`,
    );
  }
  cli.stdout.write(`${dir} has an adapter that passes. Next: cd ${dir} && npm install && npm run conformance\n`);
  return 0;
}

// --- internal ---

function languageNamed(name: string): Language {
  const language = LANGUAGES.find((known) => known === name);
  if (language !== undefined) return language;
  const [alike] = nearest(name, LANGUAGES, 1);
  throw new Problem(
    `--language ${name}: there are ${LANGUAGES.join(", ")}.${alike ? ` Did you mean ${alike}?` : ""} Any other language speaks the protocol as the Python adapter does.`,
  );
}

function files(language: Language, folder: string): { readonly [file: string]: string | object } {
  const adapter = { javascript: "adapter.js", typescript: "adapter.ts", python: "adapter.py" }[language];
  const specifier = language === "python" ? `"exec:python3 ${adapter}"` : `./${adapter}`;
  const run = (command: string) => `lossparity ${command} ${specifier}`;
  const gate = `--loss "${LOSS}" --baseline lossparity.baseline.json`;
  return {
    [adapter]: language === "python" ? PYTHON_ADAPTER : adapterSource(language),
    "lossparity.baseline.json": { format: 1, adapter: "my-library", known: [], unsupported: [`${LOSS}/*`] },
    "package.json": {
      // npm refuses capitals, spaces and a leading dot in a name.
      name:
        folder
          .toLowerCase()
          .replace(/[^a-z0-9-]+/g, "-")
          .replace(/^-+|-+$/g, "") || "my-adapter",
      private: true,
      type: "module",
      scripts: {
        smoke: run("smoke"),
        conformance: `${run("run")} ${gate}`,
        "update-baseline": `${run("run")} ${gate} --update-baseline`,
        ...(language === "typescript" && { typecheck: "tsc" }),
      },
      devDependencies: {
        lossparity: `^${packageVersion()}`,
        // Node 20 does not strip types by itself.
        ...(language === "typescript" && { tsx: "^4.20.0", typescript: ">=5.8" }),
      },
    },
    ...(language === "typescript" && { "tsconfig.json": TSCONFIG }),
    ".gitignore": "node_modules/\nreports/\n",
    ".github/workflows/conformance.yml": workflow(language),
  };
}
