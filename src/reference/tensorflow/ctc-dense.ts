import { logSoftmax } from "../engine/softmax.ts";
import { detach, operation, type Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";

/** Labels [N, S] with their lengths, and what is different in each row where the caller says so. */
export interface DenseLabels {
  readonly rows: readonly (readonly number[])[];
  readonly labelLengths: readonly number[];
  readonly logitLengths: readonly number[];
  readonly unique:
    | { readonly classes: readonly (readonly number[])[]; readonly places: readonly (readonly number[])[] }
    | undefined;
}

/**
 * CTC over logits [T, N, C], the blank being class 0, with a state for each label and for the blank after it (tensorflow 2.3.4,
 * python/ops/ctc_ops.py, ctc_loss_and_grad). What is impossible has the probability 1e-307, not 0, so that a loss without any alignment
 * is finite.
 */
export function ctcDense(logits: Variable, labels: DenseLabels): Variable {
  if (logits.dtype !== "float32") {
    throw refusal(
      "InvalidArgumentError",
      `cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor`,
    );
  }
  const [steps, batch, classes] = logits.shape as [number, number, number];
  const logs = logSoftmax(detach(logits)).data;
  const sequences = labels.rows.map((row, b) => {
    const rows = Array.from({ length: steps }, (_, t) =>
      logs.slice((t * batch + b) * classes, (t * batch + b + 1) * classes),
    );
    const length = labels.logitLengths[labels.logitLengths.length === 1 ? 0 : b]!;
    const unique = labels.unique && { classes: labels.unique.classes[b]!, places: labels.unique.places[b]! };
    return sequence(logits, rows, row, labels.labelLengths[b]!, length, unique);
  });
  const round = logits.tape.rounding("float32");
  const pullback = (g: readonly number[]) =>
    logits.data.map((_, i) => {
      const row = Math.floor(i / classes);
      return round(g[row % batch]! * sequences[row % batch]!.slope(Math.floor(row / batch), i % classes));
    });
  const data = sequences.map(({ loss }) => loss);
  return operation({ dtype: "float32", shape: [batch], data }, [logits], [pullback]);
}

// --- internal ---

/** log(1e-307) in float32. */
const LOG_0 = Math.fround(Math.log(1e-307));
const INFINITY = Number.POSITIVE_INFINITY;

type Logs = readonly number[];

function sequence(
  x: Variable,
  logs: readonly Logs[],
  labels: readonly number[],
  labelLength: number,
  steps: number,
  unique: { readonly classes: readonly number[]; readonly places: readonly number[] } | undefined,
) {
  const round = x.tape.rounding("float32");
  const plus = (a: Logs, b: Logs) => a.map((value, i) => round(value + b[i]!));
  const add = logSumExp(x);
  const normalised = (state: Logs): readonly [Logs, number] => {
    const total = add(state);
    return [state.map((value) => round(value - total)), total];
  };
  const labelStates = labels.length + 1;
  const transitions = transitionsOf(labels);
  const initial = transitions.map((_, s) => (s === 0 ? 0 : LOG_0));
  const final = transitions.map((_, s) => (s % labelStates === labelLength ? 0 : LOG_0));
  const observed = logs.map((row) => observation(x, row, labels));
  const mask = logs.map((_, t) => (t < steps ? 1 : 0));

  const fwd: Logs[] = [initial];
  for (const [t, observation] of observed.entries()) {
    const before = fwd[t]!;
    const reached = transitions.map((into) => add(plus(into, before)));
    fwd.push(normalised(plus(reached, observation))[0]);
  }
  const bwd: Logs[] = [final];
  let sum = 0;
  for (let t = logs.length - 1; t >= 0; t--) {
    const after = plus(bwd[0]!, observed[t]!);
    const [state, total] = normalised(
      transitions.map((_, s) =>
        add(
          plus(
            after,
            transitions.map((into) => into[s]!),
          ),
        ),
      ),
    );
    // Multiplied by the mask, not selected: an infinite state beyond the end becomes NaN.
    sum = round(sum + round(total * mask[t]!));
    bwd.unshift(state.map((value, s) => round(round(value * mask[t]!) + round(final[s]! * (1 - mask[t]!)))));
  }

  const occupied = logs.map((_, t) => {
    const [both] = normalised(plus(fwd[t + 1]!, bwd[t + 1]!));
    return both.map((value) => round(value + (mask[t] === 1 ? 0 : -INFINITY)));
  });
  const outputs = occupied.map((state) => {
    const ofLabels = state.slice(1, labelStates);
    const classes = unique
      ? uniqueOutput(x, ofLabels, unique, logs[0]!.length)
      : labelOutput(x, ofLabels, labels, logs[0]!.length);
    return [add(state.slice(labelStates)), ...classes];
  });
  const { exp } = x.tape.arithmetic.formulas;
  return {
    loss: -round(bwd[0]![0]! + sum),
    slope: (t: number, c: number) => {
      const difference = round(exp(logs[t]![c]!, round) - exp(outputs[t]![c]!, round));
      return round(difference * mask[t]!);
    },
  };
}

/** _ctc_state_trans: log of which state can follow which, by the state that is reached; start, labels, the blanks after each. */
function transitionsOf(labels: readonly number[]): readonly Logs[] {
  const n = labels.length + 1;
  const counts = Array.from({ length: 2 * n }, (_, to) =>
    Array.from({ length: 2 * n }, (_, from) => (to === from ? 1 : 0)),
  );
  const allow = (to: number, from: number, count = 1) => {
    counts[to]![from]! += count;
  };
  allow(1, 0);
  for (let label = 0; label < n - 1; label++) allow(label + 1, n + label);
  for (let label = 0; label < n; label++) allow(n + label, label);
  for (let label = 1; label < n - 1; label++) allow(label + 1, label, labels[label - 1] === labels[label] ? 0 : 1);
  return counts.map((row) => row.map((count) => Math.fround(Math.log(count))));
}

/** _ilabel_to_state: by multiplication with a one-hot row, so that a class of probability 0 turns the others into NaN. */
function observation(x: Variable, row: Logs, labels: readonly number[]): Logs {
  const round = x.tape.rounding("float32");
  const ofLabel = (label: number) => row.reduce((sum, value, c) => round(sum + value * (c === label ? 1 : 0)), 0);
  return [-INFINITY, ...labels.map(ofLabel), ...new Array<number>(labels.length + 1).fill(row[0]!)];
}

/** _state_to_olabel: the probability of each class but the blank, over the labels that are it. */
function labelOutput(x: Variable, states: Logs, labels: readonly number[], classes: number): Logs {
  const add = logSumExp(x);
  const output: number[] = [];
  for (let c = 1; c < classes; c++)
    output.push(add(states.map((value, s) => value + (labels[s] === c ? 0 : -INFINITY))));
  return output;
}

/** _state_to_olabel_unique: the same by the list of what is different in the row. */
function uniqueOutput(
  x: Variable,
  states: Logs,
  { classes: different, places }: { readonly classes: readonly number[]; readonly places: readonly number[] },
  classes: number,
): Logs {
  const add = logSumExp(x);
  const output = new Array<number>(classes).fill(-INFINITY);
  for (const [slot, c] of different.entries()) {
    if (!(c >= 0 && c < classes))
      throw refusal("InvalidArgumentError", `indices = ${c} does not index into the classes`);
    const value = add(states.map((state, s) => state + (places[s] === slot ? 0 : -INFINITY)));
    output[c] = output[c] === -INFINITY ? value : output[c]! + value;
  }
  return output.slice(1);
}

/** tf.reduce_logsumexp: shifted by the largest where that is finite. */
function logSumExp(x: Variable): (terms: Logs) => number {
  const round = x.tape.rounding("float32");
  const { exp, log } = x.tape.arithmetic.formulas;
  return (terms) => {
    let largest = -INFINITY;
    for (const term of terms) if (term > largest) largest = term;
    const shift = Number.isFinite(largest) ? largest : 0;
    let total = 0;
    for (const term of terms) total = round(total + exp(round(term - shift), round));
    return round(log(total, round) + shift);
  };
}
