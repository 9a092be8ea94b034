/** The adapter of a new project, in JavaScript or TypeScript. */
export function adapterSource(language: "javascript" | "typescript"): string {
  const types = language === "typescript";
  return `import { defineAdapter,${types ? " type Tensor," : ""} unsupported } from "lossparity";

// Replace this by a call of your library. It is here so that the first run passes.
function meanSquaredError(yTrue${types ? ": readonly number[]" : ""}, yPred${types ? ": readonly number[]" : ""}, features${types ? ": number" : ""})${types ? ": number[]" : ""} {
  return Array.from({ length: yPred.length / features }, (_, row) => {
    let sum = 0;
    for (let i = row * features; i < (row + 1) * features; i++) sum += (yPred[i]${types ? "!" : ""} - yTrue[i]${types ? "!" : ""}) ** 2;
    return sum / features;
  });
}
${
  types
    ? `
function numbers({ data }: Tensor): number[] {
  return data.map(Number);
}
`
    : ""
}
export default defineAdapter({
  name: "my-library",
  version: "0.0.1",
  losses: ["tf.keras.losses.mean_squared_error"],
  dtypes: ["float32"],
  gradients: false,
  evaluate({ inputs }) {
    const { y_true, y_pred } = inputs; // { dtype, shape, data }, data flat in row-major order
${types ? '    if (y_true === undefined || y_pred === undefined) throw unsupported("other inputs");\n' : ""}    // Say so where the library has no such call. Where it refuses one, let it throw.
    if (y_true.dtype !== "float32") throw unsupported("labels that are no float32");
    if (String(y_true.shape) !== String(y_pred.shape)) throw unsupported("shapes that differ");
    const features = y_pred.shape.at(-1);
    if (!features) throw unsupported("scalars and empty features");
    const data = meanSquaredError(${types ? "numbers(y_true), numbers(y_pred)" : "y_true.data, y_pred.data"}, features);
    return { value: { dtype: "float32", shape: y_pred.shape.slice(0, -1), data } };
  },
});
`;
}

export const TSCONFIG = {
  compilerOptions: {
    module: "nodenext",
    target: "es2023",
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ["*.ts"],
};
