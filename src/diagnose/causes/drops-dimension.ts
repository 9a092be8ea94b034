import { goldenAnswer } from "../answers.ts";
import { defineDiagnosis } from "../define.ts";
import { reshaped } from "../tensors.ts";

/** The right numbers without the dimensions of one, or in one row. */
export const dropsDimension = defineDiagnosis({
  code: "DROPS_DIMENSION",
  title: "Dimensions are dropped",
  sentence: ({ as }) => `answers ${as} in place of the expected shape`,
  suggest: ({ row }) => (row.kind === "shape" ? [{ as: SQUEEZED }, { as: FLAT }] : []),
  predict: (testCase, { as }) => {
    const golden = goldenAnswer(testCase);
    if (golden === undefined) return undefined;
    const { shape, data } = golden.value.tensor;
    const other = as === FLAT ? [data.length] : shape.filter((extent) => extent !== 1);
    if (shape.length === 0 || other.length === shape.length) return undefined;
    return { value: reshaped(golden.value, other), gradients: golden.gradients };
  },
});

// --- internal ---

const SQUEEZED = "a shape without its dimensions of one";
const FLAT = "one flat row";
