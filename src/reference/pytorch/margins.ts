import type { Variable } from "../engine/variable.ts";
import { operation, roundOf, summing } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";
import type { Reduction } from "./torch.ts";

/** One class that violates the margin of a target: what it adds to the loss of its sample, and the slope of that. */
export interface Violation {
  readonly at: number;
  readonly target: number;
  readonly loss: number;
  readonly slope: number;
}

export interface Kernel {
  readonly violations: (row: readonly number[], sample: number) => readonly Violation[];
  /** The shape of the losses of the samples. */
  readonly noneShape: readonly number[];
  /** Whether the samples are added up in float64 and divided last, or divided and added up in their own dtype. */
  readonly inDouble: boolean;
}

/**
 * A loss over pairs of classes in one kernel: the sum over a sample's violations divided by the classes, then reduced over the
 * samples (torch 1.7.0, ATen/native/LossMultiMargin.cpp, LossMultiLabelMargin.cpp).
 */
export function marginLoss(
  input: Variable,
  reduction: Reduction,
  { noneShape, inDouble, violations }: Kernel,
): Variable {
  const { samples, classes } = rowsOf(input);
  const { data, dtype, tape } = input;
  const { divide } = tape.arithmetic.formulas;
  const total = summing(tape, dtype);
  const round = roundOf(input);
  const found = Array.from({ length: samples }, (_, sample) =>
    violations(data.slice(sample * classes, (sample + 1) * classes), sample),
  );
  const reduceSamples = (losses: readonly number[]) =>
    reduction === "mean" ? divide(total(losses), samples, round) : total(losses);
  const totals = found.map((terms) => total(terms.map(({ loss }) => loss)));
  const share = round(reduction === "mean" ? 1 / (samples * classes) : 1 / classes);
  const pullback = (g: readonly number[]) => {
    const terms = data.map((): number[] => []);
    for (const [sample, list] of found.entries()) {
      for (const { at, target, slope } of list) {
        const part = round(round(share * slope) * g[reduction === "none" ? sample : 0]!);
        terms[sample * classes + at]!.push(part);
        terms[sample * classes + target]!.push(-part);
      }
    }
    return terms.map(total);
  };
  if (reduction === "none") {
    const data = totals.map((loss) => divide(loss, classes, round));
    return operation({ dtype, shape: noneShape, data }, [input], [pullback]);
  }
  const value = inDouble
    ? round(totals.reduce((sum, loss) => sum + loss, 0) / classes / (reduction === "mean" ? samples : 1))
    : reduceSamples(totals.map((loss) => divide(loss, classes, round)));
  return operation({ dtype, shape: [], data: [value] }, [input], [pullback]);
}

/** A vector is one sample, a matrix one a row. */
export function rowsOf(input: Variable): { readonly samples: number; readonly classes: number } {
  const { shape } = input;
  if (shape.length > 2 || input.data.length === 0) {
    throw refusal("RuntimeError", `non-empty vector or matrix expected, got size: [${shape}]`);
  }
  return { samples: shape.length === 2 ? shape[0]! : 1, classes: shape.at(-1) ?? 1 };
}
