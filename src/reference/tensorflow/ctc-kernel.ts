import { operation, type Variable } from "../engine/variable.ts";
import { refusal } from "../refusal.ts";
import { log1pf } from "./log1pf.ts";

/** The switches of the kernel. */
export interface KernelOptions {
  readonly collapsesRepeated: boolean;
  readonly mergesRepeated: boolean;
  readonly ignoresLonger: boolean;
}

/**
 * CTC over logits [T, N, C] and sparse labels, the blank being the last class (tensorflow 2.3.4, core/kernels/ctc_loss_op.cc and
 * core/util/ctc/ctc_loss_calculator.h). Logarithms are added with float32 functions in float64, too.
 */
export function ctcKernel(
  logits: Variable,
  labels: readonly (readonly number[])[],
  lengths: readonly number[],
  options: KernelOptions,
): Variable {
  const [, batch, classes] = logits.shape as [number, number, number];
  const primes = labels.map((label, b) => withBlanks(label, lengths[b]!, classes, options));
  const gradient = new Array<number>(logits.data.length).fill(0);
  const losses = primes.map((states, b) => {
    const steps = lengths[b]!;
    if (steps === 0 || (options.ignoresLonger && labels[b]!.length > steps)) return 0;
    const probabilities = Array.from({ length: steps }, (_, t) =>
      softmax(logits, logits.data.slice((t * batch + b) * classes, (t * batch + b + 1) * classes)),
    );
    const { logProbability, slope } = alignments(logits, probabilities, states, options.mergesRepeated);
    for (let t = 0; t < steps; t++) {
      for (let c = 0; c < classes; c++) gradient[(t * batch + b) * classes + c] = slope(t, c);
    }
    return -logProbability;
  });
  const round = logits.tape.rounding(logits.dtype);
  const pullback = (g: readonly number[]) =>
    gradient.map((value, i) => round(value * g[Math.floor(i / classes) % batch]!));
  return operation({ dtype: logits.dtype, shape: [batch], data: losses }, [logits], [pullback]);
}

// --- internal ---

const LOG_ZERO = Number.NEGATIVE_INFINITY;

/** PopulateLPrimes: blank, l₁, blank, …; classes from the blank on may only end the sequence. */
function withBlanks(
  label: readonly number[],
  steps: number,
  classes: number,
  { collapsesRepeated, ignoresLonger }: KernelOptions,
): readonly number[] {
  const invalid = (message: string) => refusal("InvalidArgumentError", message);
  if (label.length === 0) throw invalid("Labels length is zero");
  const kept: number[] = [];
  let isFinished = false;
  for (const [i, l] of label.entries()) {
    if (i > 0 && collapsesRepeated && l === label[i - 1]) continue;
    if (l >= classes - 1) isFinished = true;
    else if (isFinished) throw invalid("Saw a non-null label (index >= num_classes - 1) following a null label");
    else kept.push(l);
  }
  if (kept.some((l) => l < 0)) throw invalid("All labels must be nonnegative integers");
  if (!ignoresLonger && label.length > steps) throw invalid("Not enough time for target transition sequence");
  return [...kept.flatMap((l) => [classes - 1, l]), classes - 1];
}

function softmax(logits: Variable, row: readonly number[]): readonly number[] {
  const round = logits.tape.rounding(logits.dtype);
  const { exp } = logits.tape.arithmetic.formulas;
  let largest = LOG_ZERO;
  for (const value of row) if (value > largest) largest = value;
  const exponentials = row.map((value) => exp(round(value - largest), round));
  let total = 0;
  for (const value of exponentials) total = round(total + value);
  return exponentials.map((value) => round(value / total));
}

/**
 * Equations 7.9, 7.15, 7.26 and 7.28 of A. Graves' thesis. The matrices are one column a step in one run of memory, as Eigen keeps them: with
 * no label at all the kernel writes beside its one row, into another step.
 */
function alignments(
  logits: Variable,
  y: readonly (readonly number[])[],
  states: readonly number[],
  mergesRepeated: boolean,
) {
  const [u_, t_] = [states.length, y.length];
  const round = logits.tape.rounding(logits.dtype);
  const add = adding(round);
  const logs = y.map((row) => row.map((p) => logits.tape.arithmetic.formulas.log(p, round)));
  const blank = states[0]!;
  const at = (u: number, t: number) => t * u_ + u;
  const stays = (u: number) => mergesRepeated || states[u] === blank;
  const skips = (u: number, other: number) => states[u] !== blank && !(mergesRepeated && states[u] === states[other]);
  const eachReachable = (t: number, visit: (u: number) => void) => {
    for (let u = Math.max(0, u_ - 2 * (t_ - t)); u < Math.min(u_, 2 * (t + 1)); u++) visit(u);
  };

  const alpha = new Array<number>(u_ * t_).fill(LOG_ZERO);
  alpha[at(0, 0)] = logs[0]![blank]!;
  alpha[at(1, 0)] = logs[0]![states[1] ?? blank]!;
  for (let t = 1; t < t_; t++) {
    eachReachable(t, (u) => {
      let sum = stays(u) ? alpha[at(u, t - 1)]! : LOG_ZERO;
      if (u > 0) sum = add(sum, alpha[at(u - 1, t - 1)]!);
      if (u > 1 && skips(u, u - 2)) sum = add(sum, alpha[at(u - 2, t - 1)]!);
      alpha[at(u, t)] = round(logs[t]![states[u]!]! + sum);
    });
  }

  const beta = new Array<number>(u_ * t_).fill(LOG_ZERO);
  for (let u = u_ - 2; u < u_; u++) if (at(u, t_ - 1) >= 0) beta[at(u, t_ - 1)] = 0;
  for (let t = t_ - 2; t >= 0; t--) {
    const from = (u: number) => round(beta[at(u, t + 1)]! + logs[t + 1]![states[u]!]!);
    eachReachable(t, (u) => {
      let sum = beta[at(u, t)]!;
      if (stays(u)) sum = add(sum, from(u));
      if (u + 1 < u_) sum = add(sum, from(u + 1));
      if (u + 2 < u_ && skips(u, u + 2)) sum = add(sum, from(u + 2));
      beta[at(u, t)] = sum;
    });
  }

  const both = (u: number, t: number) => round(alpha[at(u, t)]! + beta[at(u, t)]!);
  let logProbability = LOG_ZERO;
  for (let u = 0; u < u_; u++) logProbability = add(logProbability, both(u, 0));
  const slope = (t: number, c: number) => {
    // No valid path: the gradient is then the probabilities themselves.
    if (logProbability === LOG_ZERO) return y[t]![c]!;
    let sum = LOG_ZERO;
    for (const [u, state] of states.entries()) if (state === c) sum = add(sum, both(u, t));
    return round(y[t]![c]! - float32Exp(round(sum - logProbability)));
  };
  return { logProbability, slope };
}

/** ctc_loss_util.h, LogSumExp. */
function adding(round: (value: number) => number): (a: number, b: number) => number {
  return (a, b) => {
    if (a === LOG_ZERO) return b;
    if (b === LOG_ZERO) return a;
    return a > b ? round(a + log1pf(float32Exp(round(b - a)))) : round(b + log1pf(float32Exp(round(a - b))));
  };
}

function float32Exp(x: number): number {
  return Math.fround(Math.exp(Math.fround(x)));
}
