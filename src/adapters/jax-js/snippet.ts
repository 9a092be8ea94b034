import { plain } from "../arguments.ts";
import { flatText, type MakeSnippet, shapeText } from "../snippet.ts";

const EXPRESSIONS: readonly [RegExp, string][] = [
  [/MSELoss$|mse_loss$/, "numpy.square(prediction.sub(target))"],
  [/L1Loss$|l1_loss$/, "numpy.absolute(prediction.sub(target))"],
  [
    /BCEWithLogits|with_logits$(?<!softmax.*)/,
    "nn.logSigmoid(prediction.ref).mul(target.ref).add(nn.logSigmoid(prediction.neg()).mul(target.neg().add(1))).neg()",
  ],
  [/^tf.nn.softmax/, "nn.logSoftmax(prediction, -1).mul(target).sum(-1).neg()"],
  [/./, "nn.logSoftmax(prediction, -1).mul(nn.oneHot(target, CLASSES)).sum(-1).neg()"],
];

/** The composition as a user would write it; an array is consumed by its use, `ref` keeps it. */
export const snippet: MakeSnippet = ({ call, gradientOf }) => {
  const [predictionName, targetName] = call.inputs.input ? ["input", "target"] : ["logits", "labels"];
  const prediction = call.inputs[predictionName]!;
  const target = call.inputs[targetName]!;
  const array = (name: string, tensor: typeof target) => {
    const typed = tensor.dtype === "float32" ? "Float32Array" : "Int32Array";
    const flat = flatText({ ...tensor, data: tensor.data.map(Number) });
    return `const ${name} = numpy.array(new ${typed}(${flat}), { shape: ${shapeText(tensor)} });`;
  };
  const [, expression] = EXPRESSIONS.find(([pattern]) => pattern.test(call.loss))!;
  const composed = expression.replace("CLASSES", String(prediction.shape.at(-1)));
  const reduction = call.loss.startsWith("torch.") ? (plain(call.args.reduction) ?? "mean") : "none";
  const reduced = reduction === "none" ? "" : `.${String(reduction)}()`;
  const at = gradientOf === targetName ? 1 : 0;
  const code = [
    "globalThis.navigator ??= {}; // before Node.js 21",
    'const { init, defaultDevice, numpy, nn, vjp } = await import("@jax-js/jax");',
    "await init();",
    'defaultDevice("wasm");',
    array("x", prediction),
    array("y", target),
    `const loss = (prediction, target) => ${composed}${reduced};`,
  ];
  if (gradientOf === undefined) return { code: [...code, "console.log(loss(x, y).js());"].join("\n") };
  const f = at === 1 ? "(target) => loss(x.ref, target)" : "(prediction) => loss(prediction, y.ref)";
  code.push(
    `const [, pullback] = vjp(${f}, [${at === 1 ? "y" : "x"}]);`,
    array("cotangent", call.cotangent!),
    "console.log(pullback(cotangent)[0].js());",
  );
  return { code: code.join("\n") };
};
