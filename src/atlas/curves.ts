import type { CaseFile } from "../format/case-file.ts";
import type { Catalogue } from "../format/catalogue.ts";
import type { ConceptCurves } from "./curves/data.ts";
import { drawScene } from "./curves/draw-scene.ts";
import { newPool } from "./curves/pool.ts";
import type { Scene } from "./curves/scene.ts";
import { SCENES_ON_NUMBERS } from "./curves/scenes-on-numbers.ts";
import { SCENES_ON_PROBABILITIES } from "./curves/scenes-on-probabilities.ts";
import { SCENES_ON_VECTORS } from "./curves/scenes-on-vectors.ts";

export type * from "./curves/data.ts";

/** Every picture that there is: the losses that a number, a vector or an angle can be drawn through. */
export const SCENES: readonly Scene[] = [...SCENES_ON_NUMBERS, ...SCENES_ON_PROBABILITIES, ...SCENES_ON_VECTORS];

/**
 * The loss and its gradient over the prediction, of each concept's members in both frameworks, as the reference computes them, which
 * passes every recorded case; with the recorded answers that lie on the curves.
 */
export function buildCurves(input: {
  readonly files: Iterable<CaseFile>;
  readonly catalogue: Pick<Catalogue, "losses" | "concepts">;
}): ConceptCurves[] {
  const { catalogue } = input;
  const files = new Map([...input.files].map((file) => [file.loss, file]));
  return Object.entries(catalogue.concepts).flatMap(([concept, { title }]): ConceptCurves[] => {
    const pool = newPool();
    const scenes = SCENES.filter((scene) => scene.concept === concept).map((scene) =>
      drawScene(scene, catalogue, files, pool),
    );
    return scenes.length === 0 ? [] : [{ concept, title, scenes, series: pool.series }];
  });
}
