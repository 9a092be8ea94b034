import { Ajv, type ValidateFunction } from "ajv";
import { SCHEMAS, type SchemaName } from "./schemas.ts";
import { isFloatDtype, type JsonElement, type JsonTensor } from "./tensor.ts";

/** What is wrong with a value from outside, as `/json/pointer: what`, or `undefined` where nothing is. */
export function schemaProblem(name: SchemaName, value: unknown): string | undefined {
  const validate = validatorOf(name);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return error === undefined ? "is not valid" : `${error.instancePath || "/"}: ${error.message ?? "is not valid"}`;
}

/** What a schema cannot say of a tensor: as many elements as its shape, each of a kind that its dtype has. */
export function tensorProblem(tensor: JsonTensor): string | undefined {
  const size = tensor.shape.reduce((product, extent) => product * extent, 1);
  if (tensor.data.length !== size)
    return `has ${tensor.data.length} elements for the shape [${tensor.shape.join(",")}]`;
  for (const [i, element] of tensor.data.entries()) {
    if (!isElement(tensor.dtype, element)) {
      return `has ${JSON.stringify(element)} at ${i}, which is no ${tensor.dtype}`;
    }
  }
  return undefined;
}

// --- internal ---

const validators = new Map<SchemaName, ValidateFunction>();
let ajv: Ajv | undefined;

function validatorOf(name: SchemaName): ValidateFunction {
  const known = validators.get(name);
  if (known !== undefined) return known;
  // Compiled at first use: start-up of `--help` must not pay for it.
  ajv ??= new Ajv({ allowUnionTypes: true, strict: true, strictRequired: false, strictTypes: false });
  const validator = ajv.compile(SCHEMAS[name]);
  validators.set(name, validator);
  return validator;
}

/** Decoding relies on it: no integer can be made of `1.5` or `"NaN"`. */
function isElement(dtype: JsonTensor["dtype"], element: JsonElement): boolean {
  if (dtype === "bool") return typeof element === "boolean";
  if (typeof element === "string") return (isFloatDtype(dtype) ? /^(NaN|-?Infinity|-?\d+)$/ : /^-?\d+$/).test(element);
  return typeof element === "number" && (isFloatDtype(dtype) || Number.isInteger(element));
}
