import type { SuiteCase } from "../cases/load.ts";
import type { ManifestFile } from "../format/case-file.ts";
import { parseCaseId } from "../format/case-id.ts";
import { nearest, Problem } from "../problem.ts";
import { encodeTensor, stringifyJson } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Cli } from "./cli.ts";
import { openSuite, parseFlags } from "./context.ts";

/** `lossparity explain <case-id>`: what the case asks, with its inputs, what the framework answered, and how far off is allowed. */
export async function explain(cli: Cli): Promise<number> {
  const { positionals } = parseFlags(cli, {});
  const [id] = positionals;
  if (id === undefined) throw new Problem('explain needs a case id; lossparity list --case "*" prints all of them.');
  const suite = openSuite(cli);
  const loss = parseCaseId(id)?.loss;
  const file = suite.manifest.files.find((entry) => entry.loss === loss);
  const cases = file === undefined ? [] : suite.casesOf(file);
  const testCase = cases.find((candidate) => candidate.id === id);
  if (testCase === undefined || file === undefined) {
    const known =
      cases.length > 0 ? cases.map((candidate) => candidate.id) : suite.manifest.files.map((entry) => entry.loss);
    const alike = nearest(cases.length > 0 ? id : (loss ?? id), known, 1)[0];
    throw new Problem(
      `There is no case ${id}.${alike ? ` Did you mean ${alike}?` : ""} lossparity list prints the losses.`,
    );
  }
  cli.stdout.write(describe(testCase, file));
  return 0;
}

// --- internal ---

function describe(testCase: SuiteCase, file: ManifestFile): string {
  const { raw } = testCase;
  const show = (tensor: Tensor) =>
    `${tensor.dtype} [${tensor.shape.join(",")}] ${stringifyJson(encodeTensor(tensor).data)}`;
  const lines = [testCase.id, "", `loss       ${file.loss} (${file.framework})`];
  for (const [name, value] of Object.entries(raw.args)) lines.push(`argument   ${name} = ${stringifyJson(value)}`);
  for (const [name, tensor] of Object.entries(testCase.inputs())) lines.push(`input      ${name}: ${show(tensor)}`);
  const expected = testCase.expected();
  if ("rejected" in expected) {
    const { error, phase, message } = expected.rejected;
    lines.push(`expected   a rejection, as the framework's at ${phase}: ${error}: ${message}`);
  } else {
    lines.push(`expected   ${show(expected.value.tensor)}`, `  allowed  ±${stringifyJson(expected.value.allowance)}`);
    for (const input of testCase.wrt) {
      const gradient = expected.gradients[input];
      if (gradient === undefined) continue;
      lines.push(
        `gradient   of ${input}: ${show(gradient.tensor)}`,
        `  allowed  ±${stringifyJson(gradient.allowance)}`,
      );
    }
    const cotangent = testCase.cotangent();
    if (cotangent !== undefined && cotangent.shape.length > 0) lines.push(`cotangent  ${show(cotangent)}`);
  }
  for (const [input, reason] of Object.entries(raw.notDifferentiable ?? {}))
    lines.push(`no gradient of ${input}: ${reason}`);
  if (raw.unstable !== undefined) lines.push(`unstable   ${raw.unstable}: never sent, never judged`);
  return `${lines.join("\n")}\n`;
}
