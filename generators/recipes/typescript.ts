import { createRequire } from "node:module";
import path from "node:path";
import { transformSync } from "esbuild";
import type { Core, TfTensor } from "../../src/adapters/tfjs/engine.ts";
import { BUNDLED_TREE } from "../../src/adapters/tfjs/libraries.ts";
import { fromTensor, toTensor } from "../../src/adapters/tfjs/tensors.ts";
import type { Argument } from "../../src/format/argument.ts";
import { decodeTensor, encodeTensor } from "../../src/tensor/json.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { GenerateError } from "../frameworks.ts";
import type { Given } from "./measure.ts";

/** TensorFlow.js on its pure-JavaScript backend, whose float32 is the same on every machine. */
export interface TypescriptRunner {
  readonly version: string;
  readonly run: (call: TypescriptCall) => Given;
}

export interface TypescriptCall {
  readonly code: string;
  /** In the order of the function's parameters; what is not given is `undefined`. */
  readonly parameters: readonly string[];
  readonly inputs: { readonly [name: string]: Tensor };
  readonly args: { readonly [name: string]: Argument<Tensor> };
  readonly wrt: string | undefined;
  readonly cotangent: Tensor | undefined;
}

export async function startTypescript(): Promise<TypescriptRunner> {
  const require = createRequire(path.join(BUNDLED_TREE, "package.json"));
  let core: Core;
  try {
    core = require("@tensorflow/tfjs-core") as Core;
    require("@tensorflow/tfjs-layers");
    require("@tensorflow/tfjs-backend-cpu");
  } catch (error) {
    throw new GenerateError(`The TypeScript recipes need TensorFlow.js: npm run prepare (${String(error)})`, 3);
  }
  await core.setBackend("cpu");
  await core.ready();
  core.env().set("IS_TEST", true);
  const compiled = new Map<string, (...args: unknown[]) => TfTensor>();
  const compile = (code: string) => {
    const known = compiled.get(code);
    if (known) return known;
    const name = /^function (\w+)/m.exec(code)?.[1];
    const { code: script } = transformSync(code, { loader: "ts" });
    const made = new Function("tf", `${script}\nreturn ${name};`)(core) as (...args: unknown[]) => TfTensor;
    compiled.set(code, made);
    return made;
  };
  return { version: core.version_core, run: (call) => core.tidy(() => run(core, compile(call.code), call)) };
}

// --- internal ---

function run(core: Core, compute: (...args: unknown[]) => TfTensor, call: TypescriptCall): Given {
  const { inputs, args, wrt, cotangent, parameters } = call;
  try {
    const tensors = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, toTensor(core, tensor)]));
    const apply = (replaced: { readonly [name: string]: TfTensor }) =>
      compute(...parameters.map((name) => replaced[name] ?? tensors[name] ?? argument(core, args[name])));
    const value = decode(apply({}));
    if (wrt === undefined || !cotangent || value.data.length === 0) return { value, gradient: undefined };
    const [gradient] = core.grads((x) => apply({ [wrt]: x! }))([tensors[wrt]!], toTensor(core, cotangent));
    return { value, gradient: decode(gradient!) };
  } catch (error) {
    return {
      message: String((error as Error).message)
        .split("\n")[0]!
        .slice(0, 200),
    };
  }
}

function decode(tensor: TfTensor): Tensor {
  const { dtype, shape, data } = fromTensor(tensor);
  return decodeTensor(encodeTensor({ dtype, shape, data: Array.from(data) } as Tensor));
}

function argument(core: Core, value: Argument<Tensor> | undefined): unknown {
  if (value === null || typeof value !== "object") return value ?? undefined;
  if ("tensor" in value) return toTensor(core, value.tensor);
  if ("float" in value) return Number(value.float);
  if (Array.isArray(value)) return value.map((each) => argument(core, each));
  if ("tuple" in value) return value.tuple.map((each) => argument(core, each));
  throw new Error("no such argument in TypeScript");
}
