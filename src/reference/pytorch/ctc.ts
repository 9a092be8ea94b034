import { roundOf, type Variable } from "../engine/variable.ts";

/** What one sequence of a CTC call consists of, its labels parted and surrounded by blanks. */
export interface Sequence {
  /** blank, l₁, blank, l₂, …, blank. */
  readonly states: readonly number[];
  readonly steps: number;
  /** log p of class c at step t. */
  readonly at: (t: number, c: number) => number;
}

/** log α (Graves et al. 2006, equation 6): of all alignments that have reached state s at step t (ATen/native/LossCTC.cpp, ctc_loss_cpu_template). */
export function forward({ states, steps, at }: Sequence, logs: Variable): readonly (readonly number[])[] {
  const add = adding(logs);
  const round = roundOf(logs);
  const alpha: number[][] = [states.map((state, s) => (s < 2 ? at(0, state) : -INFINITY))];
  for (let t = 1; t < steps; t++) {
    const before = alpha[t - 1]!;
    alpha.push(
      states.map((state, s) => {
        const skips = s > 1 && states[s - 2] !== state;
        const reached = add([before[s]!, s > 0 ? before[s - 1]! : -INFINITY, skips ? before[s - 2]! : -INFINITY]);
        return round(reached + at(t, state));
      }),
    );
  }
  return alpha;
}

/** −log of the two states that an alignment can end in (equation 8); without labels there is one. */
export function negativeLogLikelihood(alpha: readonly (readonly number[])[], logs: Variable): number {
  const last = alpha.at(-1)!;
  return last.length === 1 ? -last[0]! : -adding(logs)(last.slice(-2).reverse());
}

/**
 * exp(log p) − exp(Σαβ + nll − log p) for every step and class (equation 16): the gradient with respect to logits that log_softmax was
 * applied to, not to the log-probabilities themselves (ctc_loss_backward_cpu_template).
 */
export function slopes(
  { states, steps, at }: Sequence,
  alpha: readonly (readonly number[])[],
  nll: number,
  logs: Variable,
): (t: number, c: number) => number {
  const add = adding(logs);
  const round = roundOf(logs);
  const sums = Array.from({ length: steps }, () => new Map<number, number>());
  let beta = states.map((state, s) => (s >= states.length - 2 ? at(steps - 1, state) : -INFINITY));
  for (let t = steps - 1; t >= 0; t--) {
    if (t < steps - 1) {
      const after = beta;
      beta = states.map((state, s) => {
        const skips = s < states.length - 2 && states[s + 2] !== state;
        const next = add([after[s]!, after[s + 1] ?? -INFINITY, skips ? after[s + 2]! : -INFINITY]);
        return round(next + at(t, state));
      });
    }
    for (let s = states.length - 1; s >= 0; s--) {
      const both = round(alpha[t]![s]! + beta[s]!);
      if (t === steps - 1) {
        // Only the two states that an alignment can end in, of which the label overwrites the blank where they are the same class.
        if (s >= states.length - 2) sums[t]!.set(states[s]!, both);
        continue;
      }
      const sofar = sums[t]!.get(states[s]!) ?? -INFINITY;
      sums[t]!.set(states[s]!, sofar === -INFINITY ? both : add([sofar, both], false));
    }
  }
  const { exp } = logs.tape.arithmetic.formulas;
  return (t, c) => {
    const p = at(t, c);
    const sum = sums[t]!.get(c) ?? -INFINITY;
    return round(exp(p, round) - exp(round(round(sum + nll) - p), round));
  };
}

// --- internal ---

const INFINITY = Number.POSITIVE_INFINITY;

/** log Σ exp, shifted by the largest; where all are −∞, by 0. */
function adding(x: Variable): (terms: readonly number[], guards?: boolean) => number {
  const round = roundOf(x);
  const { exp, log } = x.tape.arithmetic.formulas;
  return (terms, guards = true) => {
    let largest = terms[0]!;
    for (const term of terms) if (term > largest) largest = term;
    const shift = guards && largest === -INFINITY ? 0 : largest;
    let total = 0;
    for (const term of terms) total = round(total + exp(round(term - shift), round));
    return round(log(total, round) + shift);
  };
}
