import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Problem } from "../problem.ts";
import type { Cli } from "./cli.ts";
import { packageVersion, parseFlags, writeAtomically } from "./context.ts";

const ADAPTER = `import { defineAdapter, unsupported } from "lossparity";

// Replace this by your library's loss. It is here so that the first run passes.
function meanSquaredError(yTrue, yPred) {
  const features = yPred.shape.at(-1);
  const rows = yPred.data.length / features;
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * features; i < (row + 1) * features; i++) sum += (yPred.data[i] - yTrue.data[i]) ** 2;
    return sum / features;
  });
}

export default defineAdapter({
  name: "my-library",
  version: "0.0.1",
  losses: ["tf.keras.losses.mean_squared_error"],
  dtypes: ["float32"],
  gradients: false,
  evaluate({ inputs: { y_true, y_pred } }) {
    if (String(y_true.shape) !== String(y_pred.shape)) throw unsupported("shapes that differ");
    if (y_pred.shape.length === 0) throw unsupported("scalars");
    const value = meanSquaredError(y_true, y_pred);
    return { value: { dtype: "float32", shape: y_pred.shape.slice(0, -1), data: value } };
  },
});
`;

/** `lossparity init <dir>`: an adapter project whose first run passes. */
export async function init(cli: Cli): Promise<number> {
  const { positionals } = parseFlags(cli, {});
  const [dir] = positionals;
  if (dir === undefined) throw new Problem("init needs a folder: lossparity init my-adapter");
  const folder = path.resolve(cli.cwd, dir);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Problem(`${dir} is there already and not empty; init writes into a new folder only.`);
  const manifest = {
    // npm refuses capitals, spaces and a leading dot in a name.
    name:
      path
        .basename(folder)
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, "-")
        .replace(/^-+|-+$/g, "") || "my-adapter",
    private: true,
    type: "module",
    scripts: {
      conformance:
        'lossparity run ./adapter.js --loss "tf.keras.losses.mean_squared_error" --baseline lossparity.baseline.json',
    },
    devDependencies: { lossparity: `^${packageVersion()}` },
  };
  const baseline = {
    format: 1,
    adapter: "my-library",
    known: [],
    unsupported: ["tf.keras.losses.mean_squared_error/*"],
  };
  writeAtomically(path.join(folder, "adapter.js"), ADAPTER);
  writeAtomically(path.join(folder, "lossparity.baseline.json"), `${JSON.stringify(baseline, undefined, 1)}\n`);
  writeAtomically(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  cli.stdout.write(`${dir} has an adapter that passes. Next: cd ${dir} && npm install && npm run conformance\n`);
  return 0;
}
