import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { inputOf } from "../roles.ts";
import { reshaped } from "../tensors.ts";

/** The right numbers with a dimension of one more: what was reduced is still there. */
export const keepsDimension = defineDiagnosis({
  code: "KEEPS_DIMENSION",
  title: "A reduced dimension is kept",
  sentence: ({ as }) => `keeps ${as} in the shape of its answer`,
  suggest: ({ row }) => (row.kind === "shape" ? Object.keys(SHAPES).map((as) => ({ as })) : []),
  predict: (testCase, { as }, world) => {
    const golden = goldenAnswer(testCase);
    const rank = inputOf(testCase, world, "prediction")?.shape.length ?? 0;
    if (golden === undefined) return undefined;
    const shape = SHAPES[String(as)]!(golden.value.tensor.shape, rank);
    return shape && { value: reshaped(golden.value, shape), gradients: golden.gradients };
  },
});

// --- internal ---

type Reshape = (shape: readonly number[], rank: number) => readonly number[] | undefined;

const SHAPES: { readonly [as: string]: Reshape } = {
  "a last dimension of one": (shape) => [...shape, 1],
  "a first dimension of one": (shape) => [1, ...shape],
  "every reduced dimension as one": (shape, rank) =>
    shape.length + 1 < rank ? [...shape, ...new Array<number>(rank - shape.length).fill(1)] : undefined,
};
