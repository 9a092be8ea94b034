import type { SuiteCase } from "../cases/load.ts";
import type { Catalogue } from "../format/catalogue.ts";
import { numbers } from "../tensor/tensor.ts";

/**
 * Whether a case is a call as a training step makes it: float32, finite numbers of a moderate size, on no kink, legal shapes, arguments that
 * are meant.
 */
export function ordinary({ concepts, losses }: Catalogue): (testCase: SuiteCase) => boolean {
  return (testCase) => {
    const [loss = "", family = "", args = "", dtype] = testCase.id.split("/");
    const about = concepts[testCase.concept]?.families[family];
    if (dtype !== "float32" || about === undefined || about.exact || about.illegal) return false;
    const isSuspect = args.split(",").some((argument) => {
      const [name = "", value] = argument.split("=");
      if (value !== undefined && /^-?Infinity$|^NaN$/.test(value)) return true;
      return losses[loss]?.arguments[name]?.values.some((one) => one.name === value && one.suspect) === true;
    });
    if (isSuspect) return false;
    return Object.values(testCase.inputs()).every((tensor) => {
      const data = numbers(tensor);
      return data.length > 0 && data.every((x) => Math.abs(x) <= LARGE);
    });
  };
}

// --- internal ---

/** Above it exponentials begin to overflow and sigmoids to saturate. */
const LARGE = 20;
