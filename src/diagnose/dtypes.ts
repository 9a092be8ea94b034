import type { SuiteCase } from "../cases/load.ts";
import { isFloatDtype } from "../format/tensor.ts";
import { inputNamed } from "./roles.ts";
import type { World } from "./world.ts";

/** What is unusual about the dtypes of a case's inputs. */
export function dtypesOf(testCase: SuiteCase, world: World): string | undefined {
  const inputs = testCase.inputs();
  const [prediction, target] = ["prediction", "target"].map((role) => inputNamed(testCase, world, role));
  const [p, t] = [prediction, target].map((name) => (name === undefined ? undefined : inputs[name]?.dtype));
  if (p !== undefined && !isFloatDtype(p)) return `${prediction} of integers`;
  if (t !== undefined && !isFloatDtype(t)) return `${target} of integers or booleans`;
  return p !== undefined && t !== undefined && p !== t
    ? `${prediction} and ${target} of different precision`
    : undefined;
}
