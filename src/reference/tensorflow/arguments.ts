import { type Args, integer } from "../arguments.ts";
import { refusal } from "../refusal.ts";

/** `axis`, or `dim`, as it was called before; both together are refused (python/util/deprecation.py, deprecated_argument_lookup). */
export function deprecatedAxis(args: Args, dimByDefault: number | null = null): number | null {
  const axis = axisOrNone(args, "axis", null);
  const dim = axisOrNone(args, "dim", dimByDefault);
  if (axis !== null && dim !== null) throw refusal("ValueError", "Cannot specify both 'axis' and 'dim'");
  return axis ?? dim;
}

/** Functions that only take named arguments refuse anything else. */
export function mustBeNamed(args: Args): void {
  if ((args._sentinel ?? null) !== null)
    throw refusal("ValueError", "Only call with named arguments (labels=..., logits=..., ...)");
}

/** An axis that may be None. */
export function axisOrNone(args: Args, name: string, absent: number | null): number | null {
  const value = args[name];
  if (value === null) return null;
  return value === undefined ? absent : integer(args, name, 0);
}
