import { createHash } from "node:crypto";
import type { Call } from "../adapter.ts";
import type { Argument, FileArguments } from "../format/argument.ts";
import type { Allowance, Case, CaseFile, Expectation, Manifest } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { encodeTensor, stringifyJson } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { wireOf } from "./ask.ts";
import type { Disagreement } from "./differential.ts";

/** Where the answers of the case files come from. */
export interface Source {
  readonly name: string;
  readonly version: string;
}

/**
 * Disagreements as a folder of cases, by the path of each file: `LOSSPARITY_CASES=DIR lossparity run …` judges any adapter by what B
 * answered.
 */
export function caseFolder(
  found: readonly Pick<Disagreement, "call" | "found">[],
  b: Source,
  catalogue: Catalogue,
): ReadonlyMap<string, string> {
  const byLoss = new Map<string, Pick<Disagreement, "call" | "found">[]>();
  for (const one of found) byLoss.set(one.call.loss, [...(byLoss.get(one.call.loss) ?? []), one]);
  const files = new Map<string, string>();
  const manifest: { -readonly [K in keyof Manifest]: Manifest[K] } & { files: Manifest["files"][number][] } = {
    format: 1,
    frameworks: {},
    aliases: {},
    files: [],
  };
  for (const [loss, disagreements] of [...byLoss].sort(([x], [y]) => (x < y ? -1 : 1))) {
    const described = catalogue.losses[loss];
    if (described === undefined) continue;
    const tensors: Record<string, JsonTensor> = {};
    const cases = disagreements.map((one) => caseOf(one, tensors)).sort((x, y) => (x.id < y.id ? -1 : 1));
    const { framework, concept, parameters, form } = described;
    const file: CaseFile = {
      format: 1,
      framework,
      version: b.version,
      loss,
      concept,
      parameters,
      tensors,
      answers: {},
      cases,
    };
    const text = `${stringifyJson(file)}\n`;
    const path = `${b.name.replace(/[^A-Za-z0-9.-]/g, "-")}/${form}/${loss}.json`;
    files.set(path, text);
    const sha256 = createHash("sha256").update(text).digest("hex");
    manifest.files.push({ path, loss, framework, cases: cases.length, unstable: 0, sha256 });
  }
  files.set("manifest.json", `${JSON.stringify(manifest, undefined, 1)}\n`);
  files.set("catalogue.json", JSON.stringify(catalogue));
  return files;
}

/** `loss/found-HASH/args/dtype`: the hash is that of the call, so that a call has one id for ever. */
export function foundId(call: Call): string {
  const { id: _, ...rest } = call;
  const hash = createHash("sha256")
    .update(wireOf({ ...rest, id: "" }))
    .digest("hex")
    .slice(0, 8);
  return call.id.replace("/found/", `/found-${hash}/`);
}

// --- internal ---

function caseOf({ call, found }: Pick<Disagreement, "call" | "found">, tensors: Record<string, JsonTensor>): Case {
  const id = foundId(call);
  const [, family = ""] = id.split("/");
  const keep = (name: string, tensor: Tensor): string => {
    const key = `${family}/${name}/${tensor.dtype}`;
    tensors[key] = encodeTensor(tensor);
    return key;
  };
  const args: FileArguments = Object.fromEntries(
    Object.entries(call.args).map(([name, value]): [string, Argument<string>] => [
      name,
      typeof value === "object" && value !== null && "tensor" in value
        ? { tensor: keep(name, value.tensor) }
        : (value as Argument<string>),
    ]),
  );
  const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, tensor]) => [name, keep(name, tensor)]));
  const wrt = Object.keys(found.expected?.gradients ?? {});
  return { id, args, inputs, ...(wrt.length > 0 && { wrt }), expect: expectationOf(found) };
}

function expectationOf({ expected, rejection }: Disagreement["found"]): Expectation {
  if (expected === undefined) {
    return { rejected: { error: "Error", phase: "call", message: rejection ?? "" } };
  }
  const gradients = Object.entries(expected.gradients);
  const named = <T>(map: (one: (typeof gradients)[number][1]) => T) =>
    Object.fromEntries(gradients.map(([name, one]) => [name, map(one)]));
  const allowances: { readonly [name: string]: Allowance } = named(({ allowance }) => allowance);
  return {
    value: encodeTensor(expected.value.tensor),
    ...(gradients.length > 0 && { gradients: named(({ tensor }) => encodeTensor(tensor)) }),
    tolerance: { value: expected.value.allowance, ...(gradients.length > 0 && { gradients: allowances }) },
  };
}
