import { findHoles, type Hole } from "../src/coverage/holes.ts";
import type { CaseFile } from "../src/format/case-file.ts";
import { FORMAT } from "../src/format/case-file.ts";
import type { Signatures } from "../src/format/signatures.ts";
import { catalogueOf } from "./catalogue-file.ts";
import { expand } from "./expand.ts";
import type { ConceptSpec } from "./types.ts";

/**
 * What a recording would miss, before it is made: the catalogue's planned calls stand for cases that are all accepted. What the
 * framework refuses is known only afterwards; `lossparity coverage` says it from the recorded cases.
 */
export function plannedHoles(signatures: Signatures, concepts: readonly ConceptSpec[]): Hole[] {
  const files = concepts.flatMap((concept) =>
    concept.losses.map(
      (spec): CaseFile => ({
        format: FORMAT,
        framework: spec.framework,
        version: "",
        loss: spec.loss,
        concept: concept.name,
        parameters: {},
        tensors: {},
        answers: {},
        cases: expand(concept, spec).map(({ id }) => ({ id, args: {}, inputs: {}, expect: "planned" })),
      }),
    ),
  );
  return findHoles(signatures, catalogueOf(concepts, files, {}));
}
