import { canonicalPattern } from "../case-patterns.ts";
import type { Suite, SuiteCase } from "../cases/load.ts";
import { type ExpectedTensor, isDecisive } from "../compare.ts";
import type { Allowance, ManifestFile } from "../format/case-file.ts";
import { parseCaseId } from "../format/case-id.ts";
import { isFloatDtype } from "../format/tensor.ts";
import { nearest, Problem } from "../problem.ts";
import { javascriptSnippet } from "../snippets/javascript.ts";
import { pythonSnippet } from "../snippets/python.ts";
import { ulp } from "../tensor/float.ts";
import { encodeTensor, stringifyJson } from "../tensor/json.ts";
import { numbers, type Tensor } from "../tensor/tensor.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

const ADAPTER = "./my-adapter.mjs";
const SNIPPETS = ["python", "javascript"] as const;

/**
 * `lossparity explain <case-id>`: what the case asks, with its inputs, what the framework answered, how far off is allowed and why,
 * and how to reproduce it; with `--snippet`, only the code that does.
 */
export async function explain(cli: Cli): Promise<number> {
  const { values, positionals } = parseFlags(cli, { snippet: { type: "string" }, adapter: { type: "string" } });
  const [id] = positionals;
  if (id === undefined) throw new Problem('explain needs a case id; lossparity list --case "*" prints all of them.');
  const { snippet, adapter = ADAPTER } = values;
  if (snippet !== undefined && !SNIPPETS.some((known) => known === snippet))
    throw new Problem(`--snippet ${snippet}: there are ${SNIPPETS.join(" and ")}.`);
  const suite = openSuite(cli);
  const { testCase, file } = findCase(suite, id);
  const python = () => pythonSnippet(testCase, file, versionOf(suite, file));
  const javascript = () => javascriptSnippet(testCase, adapter);
  if (snippet !== undefined) cli.stdout.write(snippet === "python" ? python() : javascript());
  else {
    const indent = (code: string) => code.replace(/^(?=.)/gm, "    ");
    cli.stdout.write(
      `${describe(testCase, file, suite)}\nIn Python, with the framework itself:\n\n${indent(python())}\nIn JavaScript, with an adapter:\n\n${indent(javascript())}`,
    );
  }
  return 0;
}

// --- internal ---

function findCase(suite: Suite, asked: string): { readonly testCase: SuiteCase; readonly file: ManifestFile } {
  const id = canonicalPattern(asked, suite.manifest.aliases);
  const loss = parseCaseId(id)?.loss;
  const file = suite.manifest.files.find((entry) => entry.loss === loss);
  const cases = file === undefined ? [] : suite.casesOf(file);
  const testCase = cases.find((candidate) => candidate.id === id);
  if (testCase !== undefined && file !== undefined) return { testCase, file };
  const known =
    cases.length > 0 ? cases.map((candidate) => candidate.id) : suite.manifest.files.map(({ loss }) => loss);
  const alike = nearest(cases.length > 0 ? id : (loss ?? id), known, 1)[0];
  throw new Problem(
    `There is no case ${asked}.${alike ? ` Did you mean ${alike}?` : ""} lossparity list prints the losses.`,
  );
}

function versionOf(suite: Suite, file: ManifestFile): string {
  return suite.manifest.frameworks[file.framework]?.version ?? suite.caseFile(file).version;
}

function describe(testCase: SuiteCase, file: ManifestFile, suite: Suite): string {
  const { raw } = testCase;
  const family = parseCaseId(testCase.id)?.family ?? "";
  const about = suite.catalogue().concepts[testCase.concept]?.families[family]?.about;
  const lines = [testCase.id, "", `loss       ${file.loss} (${file.framework} ${versionOf(suite, file)})`];
  if (about !== undefined) lines.push(`family     ${family}: ${about}`);
  for (const [name, value] of Object.entries(raw.args)) lines.push(`argument   ${name} = ${stringifyJson(value)}`);
  for (const [name, tensor] of Object.entries(testCase.inputs())) lines.push(`input      ${name}: ${show(tensor)}`);
  const expected = testCase.expected();
  if ("rejected" in expected) {
    const { error, phase, message } = expected.rejected;
    lines.push(`expected   a rejection, as the framework's at ${phase}: ${error}: ${message}`);
  } else {
    lines.push(`expected   ${show(expected.value.tensor)}`, allowed(expected.value));
    for (const input of testCase.wrt) {
      const gradient = expected.gradients[input];
      if (gradient === undefined) continue;
      lines.push(`gradient   of ${input}: ${show(gradient.tensor)}`, allowed(gradient));
    }
    const cotangent = testCase.cotangent();
    if (cotangent !== undefined && cotangent.shape.length > 0) lines.push(`cotangent  ${show(cotangent)}`);
    lines.push(WHY);
    if (![expected.value, ...Object.values(expected.gradients)].every(isDecisive)) lines.push(NOT_DECISIVE);
  }
  for (const [input, reason] of Object.entries(raw.notDifferentiable ?? {}))
    lines.push(`no gradient of ${input}: ${reason}`);
  if (raw.recordedOn !== undefined) lines.push(`recorded   on another CPU than the rest: ${raw.recordedOn}`);
  if (raw.unstable !== undefined) lines.push(`unstable   ${raw.unstable}: never sent, never judged`);
  return `${lines.join("\n")}\n`;
}

const WHY =
  "tolerance  measured on this very call: how far the framework's own answer moves when every input moves by one ulp, and how far it\n" +
  "           lies from the framework's answer in float64; never less than 8 ulps. docs/tolerance.md has the formula.";

const NOT_DECISIVE =
  "           Above 1e-3 of the largest element is allowed somewhere: there, the case cannot tell right from wrong, and a pass is marked\n" +
  "           notDecisive.";

function show(tensor: Tensor): string {
  return `${tensor.dtype} [${tensor.shape.join(",")}] ${stringifyJson(encodeTensor(tensor).data)}`;
}

/** The allowance, and for scale how many ulps of the largest element it is. */
function allowed({ tensor, allowance }: ExpectedTensor): string {
  const line = `  allowed  ±${stringifyJson(allowance)}`;
  if (!isFloatDtype(tensor.dtype)) return line;
  const largest = numbers(tensor).reduce((max, y) => (Number.isFinite(y) ? Math.max(max, Math.abs(y)) : max), 0);
  const ulps = widest(allowance) / ulp(tensor.dtype, largest);
  return largest > 0 && Number.isFinite(ulps)
    ? `${line}, at most ${ulps.toPrecision(2)} ulps of the largest element`
    : line;
}

function widest(allowance: Allowance): number {
  if (typeof allowance === "number") return allowance;
  if ("below" in allowance) return Math.max(widest(allowance.below), widest(allowance.above));
  return Math.max(0, ...allowance);
}
