import { type Adapter, type AdapterResult, type Call, defineAdapter, unsupported } from "../../adapter.ts";
import { sameShape } from "../../tensor/tensor.ts";
import { inputsInOrder } from "../arguments.ts";
import { loadLibrary } from "../library.ts";
import { lossesOf } from "../page.ts";
import { type BoxLoss, type Operand, TRANSLATIONS, type Translation } from "./losses.ts";
import { PAGE } from "./page.ts";
import { type BoxGradTensor, type BoxTensor, fromTensor, type Ndarray, toTensor } from "./tensors.ts";

export async function load(): Promise<Adapter> {
  const { module: nn, version } = loadLibrary("deepbox", "deepbox", "deepbox/nn");
  const ndarray = loadLibrary("deepbox", "deepbox", "deepbox/ndarray").module as Ndarray;
  return defineAdapter({
    name: "deepbox",
    version,
    language: "TypeScript",
    losses: lossesOf(PAGE),
    dtypes: ["float32", "float64"],
    gradients: true,
    evaluate: (call) => {
      const translation = TRANSLATIONS.get(call.loss);
      if (translation === undefined) throw unsupported(`no counterpart of ${call.loss}`);
      return evaluate(ndarray, call, translation, nn[translation.name]);
    },
  });
}

// --- internal ---

function evaluate(ndarray: Ndarray, call: Call, translation: Translation, loss: BoxLoss): AdapterResult {
  const rest = translation.rest(call);
  const names = inputsInOrder(call, translation.inputs);
  const plainInputs = names.map((name) => toTensor(ndarray, call.inputs[name]!));
  const { wrt = [], cotangent } = call;
  if (!translation.hasGradients || wrt.length === 0)
    return { value: answered(ndarray, loss(...plainInputs, ...rest), call) };
  const inputs = names.map((name, at) =>
    ndarray.GradTensor.fromTensor(plainInputs[at]!, { requiresGrad: wrt.includes(name) }),
  );
  const answer = loss(...inputs, ...rest);
  const value = answered(ndarray, answer, call);
  if (cotangent === undefined || !sameShape(cotangent.shape, value.shape) || !isGrad(answer)) return { value };
  answer.backward(toTensor(ndarray, cotangent));
  const given = names.flatMap((name, at): [string, BoxTensor][] => {
    const { grad } = inputs[at]!;
    return wrt.includes(name) && grad !== null ? [[name, grad]] : [];
  });
  const gradients = given.map(([name, grad]) => [name, fromTensor(ndarray, grad)] as const);
  return { value, gradients: Object.fromEntries(gradients) };
}

/** The cross-entropies of plain tensors answer a JavaScript number. */
function answered(ndarray: Ndarray, answer: Operand | number, call: Call): AdapterResult["value"] {
  if (typeof answer !== "number") return fromTensor(ndarray, isGrad(answer) ? answer.tensor : answer);
  const dtype = call.inputs.input?.dtype === "float64" ? "float64" : "float32";
  return { dtype, shape: [], data: [answer] };
}

function isGrad(answer: unknown): answer is BoxGradTensor {
  return typeof answer === "object" && answer !== null && "tensor" in answer;
}
