import path from "node:path";
import type { GateReport } from "../baseline.ts";
import type { ResultsFile } from "../format/results.ts";
import { nearest, Problem } from "../problem.ts";
import { renderBadge } from "../reporters/badge.ts";
import { renderCtrf } from "../reporters/ctrf.ts";
import { renderGithub } from "../reporters/github.ts";
import { renderJunit } from "../reporters/junit.ts";
import { renderMarkdown } from "../reporters/markdown.ts";
import { PLAIN, paintFor } from "../reporters/paint.ts";
import { renderTerminal } from "../reporters/terminal.ts";
import type { Cli } from "./cli.ts";
import { appendText, writeAtomically } from "./context.ts";

/** Says what a run found; the HTML report and the results files are written in any case. */
export interface Reporter {
  readonly onResults: (results: ResultsFile, gate: GateReport, baselineFile: string | undefined) => void;
  readonly onEnd: (all: readonly ResultsFile[], index: string) => void | Promise<void>;
}

const NAMES = ["terminal", "json", "junit", "github", "markdown", "html", "ctrf", "badge"] as const;

/** The reporters of `--reporter NAME[=FILE]`; without a file they write to stdout. */
export function reporters(specs: readonly string[], cli: Cli): Reporter[] {
  return specs.map((spec) => {
    const [name = "", ...rest] = spec.split("=");
    const file = rest.length > 0 ? path.resolve(cli.cwd, rest.join("=")) : undefined;
    const write = (text: string) => (file === undefined ? cli.stdout.write(text) : writeAtomically(file, text));
    const atEnd = (render: (all: readonly ResultsFile[], gates: readonly GateReport[]) => string): Reporter => {
      const gates: GateReport[] = [];
      return {
        onResults: (_, gate) => void gates.push(gate),
        onEnd: (all) => void write(render(all, gates)),
      };
    };
    switch (name as (typeof NAMES)[number]) {
      case "terminal":
        return terminal(write, file !== undefined, cli);
      case "json":
        return atEnd((all) => `${JSON.stringify(all)}\n`);
      case "junit":
        return atEnd(renderJunit);
      case "github":
        return atEnd((all, gates) => {
          // The page of the run, beside the annotations; what other steps wrote there stays.
          const summary = cli.env.GITHUB_STEP_SUMMARY;
          if (summary) appendText(summary, renderMarkdown(all));
          return renderGithub(all, gates);
        });
      case "ctrf":
        return atEnd(renderCtrf);
      case "badge":
        return atEnd(renderBadge);
      case "markdown":
        return atEnd(renderMarkdown);
      case "html":
        return {
          onResults: () => {},
          onEnd: async (_, index) => {
            if (file === undefined) return;
            const { readFileSync } = await import("node:fs");
            writeAtomically(file, readFileSync(index, "utf8"));
          },
        };
      default: {
        const [alike] = nearest(name, NAMES, 1);
        throw new Problem(
          `There is no reporter ${name}.${alike ? ` Did you mean ${alike}?` : ""} There are ${NAMES.join(", ")}.`,
        );
      }
    }
  });
}

// --- internal ---

function terminal(write: (text: string) => unknown, toFile: boolean, cli: Cli): Reporter {
  let text = "";
  const paint = toFile ? PLAIN : paintFor(cli.env, cli.stdout.isTTY);
  // A file is written as a whole each time, stdout piece by piece.
  const add = (piece: string) => {
    text += piece;
    write(toFile ? text : piece);
  };
  return {
    onResults: (results, gate, baselineFile) => add(renderTerminal(results, gate, baselineFile, paint)),
    onEnd: (_, index) => add(`Report: ${path.relative(cli.cwd, index)}\n`),
  };
}
