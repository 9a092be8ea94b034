import type { AdapterPage } from "../adapters/page.ts";
import type { MakeSnippet } from "../adapters/snippet.ts";
import type { SuiteCase } from "../cases/load.ts";
import type { ResultRow, ResultsFile } from "../format/results.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { sizeOf } from "../tensor/tensor.ts";
import { describe, isNear, saysHow, together, type Worst } from "./describe.ts";

/** One way in which a library deviates, with everything that its page says about it. */
export interface Finding {
  /** What the library calls the loss. */
  readonly library: string;
  readonly sentence: string;
  /** Of the example: the kind of a failure, or `crash`, `timeout`, `invalid`. */
  readonly kind: string;
  /** What makes it the same deviation in another build of the library. */
  readonly key: string;
  /** What its inputs are about. */
  readonly seen: string;
  /** The diagnosis' code; absent where nothing explains it. */
  readonly diagnosis?: string;
  /** What the diagnosis says, where the sentence says what was seen instead. */
  readonly explanation?: string;
  /** Failing cases of this kind. */
  readonly cases: number;
  /** Those among them that are ordinary calls, where that was asked. */
  readonly ordinary?: number;
  readonly losses: readonly string[];
  /** The smallest of them. */
  readonly example: Example;
  /** The next ones in size, for where the smallest answers something else each time. */
  readonly alternatives: readonly Example[];
}

export interface Example {
  readonly id: string;
  readonly loss: string;
  readonly code: string;
  readonly expected: Expected;
  /** What the adapter answered, element by element, as the program has to print it; absent where it refused or died. */
  readonly actual?: readonly number[];
  /** The refusal, where the library refuses. */
  readonly refusal?: string;
}

/** What the framework does: the elements that the program's output stands beside, or its refusal. */
export type Expected = { readonly elements: readonly number[] } | { readonly rejected: string };

export interface FindSources {
  readonly page: AdapterPage;
  readonly snippet: MakeSnippet;
  readonly caseOf: (id: string) => SuiteCase | undefined;
  /** What a family is about, in words. */
  readonly familyAbout: (concept: string, family: string) => string | undefined;
  /** What a sentence calls the framework's side; the loss itself where absent. */
  readonly subject?: (loss: string) => string;
  /** Which cases make the better examples, whatever their size. */
  readonly isOrdinary?: (testCase: SuiteCase) => boolean;
}

/**
 * The distinct deviations in an adapter's results: failures of one function of the library that have the same diagnosis or, where there
 * is none, the same refusal or the same kind of error in the same place.
 */
export function findDeviations(results: ResultsFile, sources: FindSources): Finding[] {
  const groups = new Map<string, { key: string; library: string; rows: Failing[] }>();
  for (const row of results.results) {
    if (row.verdict === "pass" || row.verdict === "unsupported") continue;
    const testCase = sources.caseOf(row.id);
    if (testCase === undefined) continue;
    const library = libraryOf(sources.page, testCase.loss);
    const key = JSON.stringify([
      library,
      isOfRefusal(row) ? likeness({ row, testCase }) : (row.diagnosis ?? likeness({ row, testCase })),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, library, rows: [{ row, testCase }] });
    else group.rows.push({ row, testCase });
  }
  return [...groups.values()]
    .map(({ key, library, rows }) => finding(key, library, rows, results, sources))
    .sort((a, b) => order(a.library, b.library) || order(a.sentence, b.sentence));
}

// --- internal ---

interface Failing {
  readonly row: ResultRow;
  readonly testCase: SuiteCase;
}

function libraryOf(page: AdapterPage, loss: string): string {
  return page.mapped.find(({ losses }) => losses.includes(loss))?.library ?? loss;
}

/** A diagnosis says of a refusal no more than its message does, and one code stands for many messages. */
function isOfRefusal({ kind }: ResultRow): boolean {
  return kind === "rejected" || kind === "accepted";
}

/** What failures without a diagnosis have in common: kind and place, a small error or a large one, what is refused. */
function likeness({ row, testCase }: Failing): string {
  if (row.verdict !== "fail") return row.verdict;
  if (isOfRefusal(row)) return `${row.kind} ${withoutParticulars(row.message ?? "")}`;
  return `${row.kind} ${row.where} ${isNear(worstOf(row, testCase))}`;
}

/** Sizes, indices, dtypes and the names of values differ from case to case; what is refused does not. */
function withoutParticulars(message: string): string {
  return message
    .replace(/\S+ (?=is not a valid)|(?<=Invalid Reduction Key )\S+/, "")
    .replace(/-?\d+(\.\d+)?/g, "n")
    .replace(/\b(u?int(n|8|16|32|64)?|bool|byte|long|short|char|float(n)?|double|half|two|a)\b/gi, "T");
}

function finding(
  key: string,
  library: string,
  rows: readonly Failing[],
  results: ResultsFile,
  sources: FindSources,
): Finding {
  const ordinary = new Set(rows.filter(({ testCase }) => sources.isOrdinary?.(testCase)));
  const bySize = rows
    .map((failing) => ({ failing, size: weight(failing) + (ordinary.has(failing) ? 0 : UNUSUAL) }))
    .sort((a, b) => a.size - b.size || order(a.failing.row.id, b.failing.row.id))
    .map(({ failing }) => failing);
  const smallest = bySize[0]!;
  const { row, testCase } = smallest;
  const { loss } = testCase;
  const framework = sources.subject?.(loss) ?? (loss.startsWith("torch.") ? "PyTorch" : "TensorFlow");
  const known = results.diagnoses?.filter((claim) => claim.loss === loss && claim.code === row.diagnosis) ?? [];
  const claim = together(known.map(({ sentence }) => sentence.replaceAll("the framework", framework)));
  const isClaim = claim !== "" && !isOfRefusal(row);
  const observed = describe(row, sources.subject?.(loss) ?? loss, worstOf(row, testCase));
  return {
    library,
    key,
    kind: row.kind ?? row.verdict,
    sentence: isClaim && saysHow(row.diagnosis) ? claim : observed,
    seen: seenWith(rows, smallest, sources),
    ...(row.diagnosis !== undefined && { diagnosis: row.diagnosis }),
    ...(isClaim && !saysHow(row.diagnosis) && { explanation: claim }),
    cases: rows.length,
    ...(sources.isOrdinary && { ordinary: ordinary.size }),
    losses: [...new Set(rows.map((failing) => failing.testCase.loss))].sort(),
    example: exampleOf(smallest, sources.snippet),
    alternatives: alternatives(bySize).map((failing) => exampleOf(failing, sources.snippet)),
  };
}

/** More than any case weighs. */
const UNUSUAL = 1_000_000;

function seenWith(rows: readonly Failing[], { testCase }: Failing, { familyAbout }: FindSources): string {
  const familyOf = (id: string) => id.split("/")[1] ?? "";
  const family = familyOf(testCase.id);
  const about = (familyAbout(testCase.concept, family) ?? family).replace(/\.$/, "");
  const others = new Set(rows.map(({ row }) => familyOf(row.id))).size - 1;
  return others === 0 ? about : `${about}; and ${others} more ${others === 1 ? "family" : "families"} of inputs`;
}

/** The smallest of each of a few other families. */
function alternatives(bySize: readonly Failing[]): Failing[] {
  const byFamily = new Map<string, Failing>();
  for (const failing of bySize) {
    const family = failing.row.id.split("/")[1] ?? "";
    if (!byFamily.has(family)) byFamily.set(family, failing);
  }
  return [...byFamily.values()].slice(1, 4);
}

/** float32 before all others, then the fewest elements, then the fewest arguments. */
function weight({ row, testCase }: Failing): number {
  const inputs = Object.values(testCase.inputs());
  const elements = inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const isFloat32 = row.id.endsWith("/float32");
  return elements + 100 * Object.keys(testCase.args()).length + (isFloat32 ? 0 : 10_000);
}

function exampleOf({ row, testCase }: Failing, snippet: MakeSnippet): Example {
  const golden = testCase.expected();
  const input = row.kind === "gradient" ? row.where?.replace("gradient of ", "") : undefined;
  const cotangent = testCase.cotangent();
  const call = {
    id: testCase.id,
    loss: testCase.loss,
    args: testCase.args(),
    inputs: testCase.inputs(),
    ...(cotangent && { wrt: testCase.wrt, cotangent }),
  };
  const { code, elements } = snippet({
    call,
    ...(input !== undefined && { gradientOf: input }),
    ...(row.index && { index: row.index }),
  });
  const pick = (all: readonly unknown[]) => (elements ? elements.map((at) => all[at]) : all).map(Number);
  const json = input === undefined ? row.actual?.value : row.actual?.gradients?.[input];
  const tensor =
    "rejected" in golden ? undefined : input === undefined ? golden.value.tensor : golden.gradients[input]?.tensor;
  return {
    id: row.id,
    loss: testCase.loss,
    code,
    expected:
      "rejected" in golden
        ? { rejected: `${golden.rejected.error}: ${golden.rejected.message}` }
        : { elements: pick((tensor as Tensor).data) },
    ...(json && { actual: pick(json.data) }),
    ...(row.kind === "rejected" && { refusal: row.message?.replace(/^.*?answers: /, "") ?? "" }),
  };
}

function worstOf(row: ResultRow, testCase: SuiteCase): Worst | undefined {
  const golden = testCase.expected();
  const input = row.where?.replace("gradient of ", "");
  const actual = row.kind === "gradient" ? row.actual?.gradients?.[input ?? ""] : row.actual?.value;
  if (actual === undefined || "rejected" in golden || row.index === undefined) return undefined;
  const expected = row.kind === "gradient" ? golden.gradients[input ?? ""]?.tensor : golden.value.tensor;
  const flat = row.index.reduce((sum, at, axis) => sum * (actual.shape[axis] ?? 1) + at, 0);
  return { actual: Number(actual.data[flat]), expected: Number(expected?.data[flat]) };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
