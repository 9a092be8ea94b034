import { readFileSync } from "node:fs";
import path from "node:path";
import type { MutantResult } from "./stryker.ts";
import { KINDS, type Kind, SURVIVORS } from "./survivors.ts";

/** A mutant by what it changes: where, which code, into what. */
export interface Result {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  /** The first line of the code that is replaced, and the line it stands in. */
  readonly code: string;
  readonly context: string;
  readonly replacement: string;
  readonly status: MutantResult["status"];
}

export interface Results {
  readonly date: string;
  /** Cases of each path that were asked; all where it is absent. */
  readonly ofEachPath?: number;
  readonly mutants: readonly Result[];
}

export function resultOf(
  { fileName, location, mutatorName, replacement = "", status }: MutantResult,
  root: string,
): Result {
  const lines = readFileSync(fileName, "utf8").split("\n");
  const { start, end } = location;
  const context = lines[start.line - 1] ?? "";
  const code = context.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
  const file = path.relative(path.join(root, "src/reference"), fileName).replaceAll(path.sep, "/");
  const one = (text: string) => text.replace(/\s+/g, " ").trim();
  return {
    file,
    line: start.line,
    mutator: mutatorName,
    code: one(code),
    context: context.trim(),
    replacement: one(replacement),
    status,
  };
}

/** Whether nineteen of twenty mutants are killed that a case judged by its tolerance could kill. */
export function isGood({ mutants }: Results): boolean {
  const { killed, valid } = tallyOf(mutants);
  const survivors = mutants.filter(({ status }) => isAlive(status));
  return killed >= 0.95 * (valid - countOf(survivors, "same", "guard", "rounding"));
}

export function isExplained(result: Result): boolean {
  return explanationOf(result) !== undefined;
}

/** docs/mutation-testing.md */
export function pageOf({ date, ofEachPath, mutants }: Results): string {
  const survivors = mutants.filter(({ status }) => isAlive(status));
  const files = [...new Set(mutants.map(({ file }) => file))].sort();
  const total = tallyOf(mutants);
  const [equivalent, rounding] = [countOf(survivors, "same", "guard"), countOf(survivors, "rounding")];
  return `# Mutation testing of the reference

${date}, StrykerJS 9.5.1, written by \`npm run mutants:stryker\`. Each mutant of \`src/reference\` is judged by the recorded cases, inside Stryker's processes
(\`test/stryker/\`): of the cases that run the mutated code, first one of each path through the reference, of the core profile where there is one, then
${ofEachPath === undefined ? "all of them" : `up to ${ofEachPath} of each path`}, until one fails. Cases are on one path if they run the same mutants. What only the words of a refusal are made of is not mutated: neither its class nor its
message is judged. The honest variants of the arithmetic are not mutated either; \`test/honest.test.ts\` is about them.

${total.killed} of ${total.valid} mutants are killed: ${percent(total.killed, total.valid)}. Of those that survive, ${equivalent} are explained below as equivalent, and without them it is
${percent(total.killed, total.valid - equivalent)}; ${rounding} round otherwise within what every case allows, and without them, too, it is ${percent(total.killed, total.valid - equivalent - rounding)}. ${total.ignored} were not tried, as said above.
The explanations come from reading the code (\`test/stryker/survivors.ts\`); a survivor with none is one that nobody has looked into.

| file | mutants | killed | survived | rate |
|---|---:|---:|---:|---:|
${files.map((file) => rowOf(file, tallyOf(mutants.filter((each) => each.file === file)))).join("\n")}
${rowOf("all", total)}

## Survivors

${KINDS.map(([kind, meaning]) => sectionOf(kind, meaning, survivors)).join("\n")}`;
}

// --- internal ---

interface Tally {
  readonly valid: number;
  readonly killed: number;
  readonly ignored: number;
}

function isAlive(status: Result["status"]): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function tallyOf(mutants: readonly Result[]): Tally {
  const ignored = mutants.filter(({ status }) => status === "Ignored").length;
  const alive = mutants.filter(({ status }) => isAlive(status)).length;
  const valid = mutants.length - ignored;
  return { valid, killed: valid - alive, ignored };
}

function countOf(survivors: readonly Result[], ...kinds: readonly Kind[]): number {
  return survivors.filter((each) => kinds.some((kind) => kind === explanationOf(each)?.kind)).length;
}

function rowOf(name: string, { valid, killed }: Tally): string {
  return `| ${name} | ${valid} | ${killed} | ${valid - killed} | ${valid === 0 ? "" : percent(killed, valid)} |`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function explanationOf({ file, context, code }: Result) {
  return SURVIVORS.find((each) => each.file === file && (context.includes(each.code) || code.includes(each.code)));
}

function sectionOf(kind: Kind | "open", meaning: string, survivors: readonly Result[]): string {
  const own = survivors.filter((each) => (explanationOf(each)?.kind ?? "open") === kind);
  if (own.length === 0) return "";
  const rows = own.map((each) => {
    const why = explanationOf(each)?.why ?? "";
    return `| ${each.file}:${each.line} | ${cell(each.code)} | ${cell(each.replacement)} | ${why} |`;
  });
  return `### ${meaning} (${own.length})

| where | code | mutant | why |
|---|---|---|---|
${rows.join("\n")}
`;
}

function cell(code: string): string {
  const short = code.length > 90 ? `${code.slice(0, 88)} …` : code;
  return `\`\` ${short.replaceAll("|", "\\|").replaceAll("``", "` `") || " "} \`\``;
}
