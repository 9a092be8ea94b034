import type { Argument } from "../format/argument.ts";
import type { Framework, ManifestFile } from "../format/case-file.ts";
import { encodeTensor } from "../tensor/json.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { SnippetCase } from "./snippet-case.ts";

/** What a person pastes into a Python with the very version of the framework that recorded the case. */
export function pythonSnippet(
  testCase: SnippetCase,
  file: Pick<ManifestFile, "framework" | "path">,
  version: string,
): string {
  const dialect = DIALECTS[file.framework];
  const inputs = Object.entries(testCase.inputs());
  const args = Object.entries(testCase.args()).map(([name, value]) => `${name}=${dialect.argument(value)}`);
  const expected = testCase.expected();
  const isClass = file.path.includes("/class/");
  const names = inputs.map(([name]) => name);
  const hasParameters = isClass && names.includes("parameters");
  const passed = names.filter((name) => !(hasParameters && name === "parameters")).map((name) => `${name}=${name}`);
  const callables = Object.values(testCase.args()).flatMap(callablesOf);
  const lines = [
    `# ${testCase.id}`,
    `# Python 3.8, pip install ${dialect.requirement(version)}`,
    ...dialect.imports,
    "",
    ...callables.flatMap((name) => dialect.callables[name] ?? []),
    ...inputs.map(([name, tensor]) => `${name} = ${dialect.tensor(tensor)}`),
    ...(isClass ? [`loss = ${testCase.loss}(${args.join(", ")})`] : []),
    ...(hasParameters ? GIVE_PARAMETERS : []),
  ];
  const call = isClass ? `loss(${passed.join(", ")})` : `${testCase.loss}(${[...passed, ...args].join(", ")})`;
  if ("rejected" in expected) {
    const { error, phase } = expected.rejected;
    lines.push(`print(${call})  # raises ${error} (${phase === "construct" ? "in the constructor" : `at ${phase}`})`);
    return `${lines.join("\n")}\n`;
  }
  const cotangent = testCase.cotangent();
  lines.push(...dialect.evaluate(call, testCase.wrt, cotangent));
  return `${lines.join("\n")}\n`;
}

// --- internal ---

interface Dialect {
  readonly imports: readonly string[];
  readonly requirement: (version: string) => string;
  readonly tensor: (tensor: Tensor) => string;
  readonly argument: (argument: Argument<Tensor>) => string;
  readonly callables: { readonly [name: string]: readonly string[] };
  /** Lines that compute and print `value` and the gradients. */
  readonly evaluate: (call: string, wrt: readonly string[], cotangent: Tensor | undefined) => readonly string[];
}

const PYTORCH: Dialect = {
  imports: ["import torch"],
  requirement: (version) => `torch==${version}`,
  tensor: (tensor) => `torch.tensor(${list(tensor)}, dtype=torch.${tensor.dtype}).reshape(${shapeOf(tensor)})`,
  argument: (argument) =>
    literal(argument, {
      tensor: PYTORCH.tensor,
      callable: (name) => (name === "pairwise_distance" ? "torch.nn.functional.pairwise_distance" : name),
      sparse: ({ indices, values, shape }) =>
        `torch.sparse_coo_tensor(${PYTORCH.tensor(indices)}.t(), ${PYTORCH.tensor(values)}, (${shape.data.join(", ")},))`,
    }),
  callables: {
    manhattan: ["manhattan = lambda x, y: (x - y).abs().sum(-1)"],
    cosine: ["cosine = lambda x, y: 1 - torch.nn.functional.cosine_similarity(x, y, dim=-1)"],
    wrong_shape: ["wrong_shape = lambda x, y: (x - y).abs().sum().reshape(1, 1, 1)"],
  },
  evaluate: (call, wrt, cotangent) => [
    ...wrt.map((name) => `${name}.requires_grad_()`),
    `value = ${call}`,
    // AdaptiveLogSoftmaxWithLoss returns a named pair.
    'value = getattr(value, "loss", value)',
    'print("value", value.tolist())',
    ...(cotangent === undefined
      ? []
      : [
          `cotangent = ${PYTORCH.tensor(cotangent)}`,
          `gradients = torch.autograd.grad(value, [${wrt.join(", ")}], grad_outputs=cotangent, allow_unused=True)`,
          ...wrt.map((name, i) => `print("gradient of ${name}", gradients[${i}].tolist())`),
        ]),
  ],
};

const TENSORFLOW: Dialect = {
  imports: ["import numpy as np", "import tensorflow as tf"],
  requirement: (version) => `tensorflow==${version}`,
  tensor: (tensor) => `tf.constant(${array(tensor)})`,
  argument: (argument) =>
    literal(argument, {
      tensor: TENSORFLOW.tensor,
      callable: (name) => name,
      sparse: ({ indices, values, shape }) => `tf.SparseTensor(${array(indices)}, ${array(values)}, ${array(shape)})`,
    }),
  callables: {},
  evaluate: (call, wrt, cotangent) => {
    const printed = 'print("value", value.numpy().tolist())';
    if (cotangent === undefined) return [`value = ${call}`, printed];
    return [
      "with tf.GradientTape() as tape:",
      `    tape.watch([${wrt.join(", ")}])`,
      `    value = ${call}`,
      printed,
      `cotangent = ${TENSORFLOW.tensor(cotangent)}`,
      `gradients = tape.gradient(value, [${wrt.join(", ")}], output_gradients=cotangent)`,
      // A gradient may be an IndexedSlices.
      ...wrt.map((name, i) => `print("gradient of ${name}", tf.convert_to_tensor(gradients[${i}]).numpy().tolist())`),
    ];
  },
};

const DIALECTS: { readonly [framework in Framework]: Dialect } = { pytorch: PYTORCH, tensorflow: TENSORFLOW };

/** A module's own parameters, which it initialises at random, out of one vector; as python/pytorch.py does. */
const GIVE_PARAMETERS = [
  "parameters.requires_grad_()",
  "at = 0",
  "for owner in loss.modules():",
  "    for name, parameter in list(owner._parameters.items()):",
  "        if parameter is not None:",
  "            del owner._parameters[name]",
  "            setattr(owner, name, parameters[at:at + parameter.numel()].view_as(parameter))",
  "            at += parameter.numel()",
];

function array(tensor: Tensor): string {
  return `np.array(${list(tensor)}, dtype="${tensor.dtype}").reshape(${shapeOf(tensor)})`;
}

/** The shortest decimals that round to the elements, as case files have them. */
function list(tensor: Tensor): string {
  const written = encodeTensor(tensor).data.map((element, i) => {
    const own = tensor.data[i]!;
    return typeof own === "number" && typeof element === "number" ? scalar(element) : scalar(own);
  });
  return `[${written.join(", ")}]`;
}

function shapeOf({ shape }: Tensor): string {
  return shape.length === 0 ? "()" : shape.join(", ");
}

function scalar(element: number | bigint | boolean): string {
  if (typeof element === "boolean") return element ? "True" : "False";
  if (typeof element === "bigint") return String(element);
  if (Number.isNaN(element)) return 'float("nan")';
  if (!Number.isFinite(element)) return element > 0 ? 'float("inf")' : 'float("-inf")';
  return Object.is(element, -0) ? "-0.0" : String(element);
}

interface Writers {
  readonly tensor: (tensor: Tensor) => string;
  readonly callable: (name: string) => string;
  readonly sparse: (parts: { readonly indices: Tensor; readonly values: Tensor; readonly shape: Tensor }) => string;
}

function literal(argument: Argument<Tensor>, writers: Writers): string {
  if (argument === null) return "None";
  if (typeof argument === "string") return JSON.stringify(argument);
  if (typeof argument === "number" || typeof argument === "boolean") return scalar(argument);
  if (Array.isArray(argument)) return `[${argument.map((item) => literal(item, writers)).join(", ")}]`;
  if ("tensor" in argument) return writers.tensor(argument.tensor);
  if ("float" in argument) {
    const text = scalar(Number(argument.float));
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  if ("tuple" in argument)
    return `(${argument.tuple.map((item: Argument<Tensor>) => `${literal(item, writers)},`).join(" ")})`;
  if ("sparse" in argument) return writers.sparse(argument.sparse);
  if ("callable" in argument) return writers.callable(argument.callable);
  throw new Error("an argument of a kind that is not known here");
}

function callablesOf(argument: Argument<unknown>): string[] {
  return argument !== null && typeof argument === "object" && "callable" in argument ? [argument.callable] : [];
}
