import { expectedAnswer } from "../cases/expected.ts";
import type { ExpectedAnswer } from "../compare.ts";
import { mapArguments } from "../format/argument.ts";
import type { GoldenAnswer, GoldenRejection } from "../format/case-file.ts";
import type { SnippetCase } from "../snippets/snippet-case.ts";
import { cotangentOf } from "../tensor/cotangent.ts";
import { decodeTensor } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { DetailCase, DetailsBlock } from "./data/blocks.ts";
import { tensorsOf } from "./data/extract.ts";

/** A case out of the page as the suite has it, so that the same code writes its snippets. */
export function caseOf(id: string, loss: string, detail: DetailCase, block: DetailsBlock): SnippetCase {
  const wrt = detail.wrt ?? [];
  const expected = (): ExpectedAnswer | { readonly rejected: GoldenRejection } =>
    detail.rejected ? { rejected: detail.rejected } : expectedOf(detail, block);
  return {
    id,
    loss,
    wrt,
    args: () => mapArguments(detail.args, (name) => decodeTensor(block.tensors[block.named[name]!]!)),
    inputs: () => inputsOf(detail, block),
    expected,
    cotangent: () => {
      const golden = expected();
      return wrt.length === 0 || "rejected" in golden ? undefined : cotangentOf(golden.value.tensor);
    },
  };
}

export function inputsOf(detail: DetailCase, block: DetailsBlock): { readonly [name: string]: Tensor } {
  return Object.fromEntries(
    Object.entries(detail.inputs).map(([name, ref]) => [name, decodeTensor(block.tensors[ref]!)]),
  );
}

/** The golden of a case that is answered. */
export function expectedOf(detail: DetailCase, block: DetailsBlock): ExpectedAnswer {
  const answer = tensorsOf(detail.expected ?? {}, block);
  const golden = { ...answer, tolerance: detail.allowances } as GoldenAnswer;
  return expectedAnswer(golden, (name) => {
    throw new Error(`tensor ${name} has no place in a block`);
  });
}
