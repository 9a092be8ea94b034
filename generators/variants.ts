import type { Dtype, FloatDtype } from "../src/format/tensor.ts";
import { isFloatDtype } from "../src/format/tensor.ts";
import { roundTo } from "../src/tensor/float.ts";
import type { Element, Tensor } from "../src/tensor/tensor.ts";
import type { FamilySpec } from "./types.ts";

/** Dtypes that targets and labels are asked in besides the family's own: a family each, derived from the canonical one. */
const TARGET_DTYPES = ["int32", "int64", "uint8", "bool"] as const satisfies readonly Dtype[];

/** Whole-number dtypes in which every floating input of the canonical family is asked. */
const INTEGER_DTYPES = ["int32", "int64"] as const satisfies readonly Dtype[];

/** The tensors of a call by role, in dtypes other than the family was made for. */
export interface DtypeVariant {
  /** What tensor-valued arguments are made in. */
  readonly dtype: FloatDtype;
  readonly roles: { readonly [role: string]: Tensor };
}

/** The names and descriptions of the families that `targetFamilies` derives. */
export const TARGET_FAMILIES = TARGET_DTYPES.map((dtype) => ({
  name: `${dtype}-target`,
  about: `The canonical family with targets and labels as ${dtype}.`,
  dtype,
}));

/** The canonical family with its targets and labels in each of the whole-number dtypes. */
export function targetFamilies(canonical: FamilySpec): FamilySpec[] {
  return TARGET_FAMILIES.map(({ name, about, dtype: target }) => ({
    name,
    about,
    illegal: true,
    build: (dtype) =>
      mapRoles(canonical.build(dtype), (role, tensor) => (isTarget(role) ? cast(tensor, target) : tensor)),
  }));
}

/**
 * The canonical family with predictions and the rest in different floating dtypes (either way round), and with every floating input
 * as whole numbers.
 */
export function mixedDtypes(canonical: FamilySpec): DtypeVariant[] {
  const [single, double] = [canonical.build("float32"), canonical.build("float64")];
  return [
    { dtype: "float32", roles: mapRoles(single, (role, tensor) => (isTarget(role) ? double[role]! : tensor)) },
    { dtype: "float64", roles: mapRoles(double, (role, tensor) => (isTarget(role) ? single[role]! : tensor)) },
    ...INTEGER_DTYPES.map((dtype) => ({
      dtype: "float32" as const,
      roles: mapRoles(single, (_, tensor) => (isFloatDtype(tensor.dtype) ? cast(tensor, dtype) : tensor)),
    })),
  ];
}

/** The same numbers in another dtype: rounded for floats, to whole numbers for integers, whether non-zero for bool. */
export function cast(tensor: Tensor, dtype: Dtype): Tensor {
  if (tensor.dtype === dtype) return tensor;
  const convert = (element: Element): Element => {
    const value = Number(element);
    if (isFloatDtype(dtype)) return roundTo(dtype, value);
    // `|| 0` turns a negative zero into zero, which integers have only one of.
    const whole = Math.round(value) || 0;
    return dtype === "bool" ? whole !== 0 : dtype === "uint8" ? Math.abs(whole) % 256 : whole;
  };
  return { dtype, shape: tensor.shape, data: tensor.data.map(convert) };
}

// --- internal ---

function isTarget(role: string): boolean {
  return !role.startsWith("prediction");
}

function mapRoles(
  roles: DtypeVariant["roles"],
  change: (role: string, tensor: Tensor) => Tensor,
): DtypeVariant["roles"] {
  return Object.fromEntries(Object.entries(roles).map(([role, tensor]) => [role, change(role, tensor)]));
}
