import type { Dtype } from "../../format/tensor.ts";
import type { Round, Sum } from "./arithmetic.ts";

/*
 * Both frameworks add in lanes of 32 bytes. It shows where a partial sum overflows, though the whole one does not, and the other way
 * round; elsewhere it stays within rounding.
 */

/**
 * PyTorch (torch 1.7.0, ATen/native/cpu/SumKernel.cpp): as many lanes as fit, four rows of them apart, then what is left over
 * followed by the lanes; without a full row of lanes four running sums. float16 is added up in float32.
 */
export const torchSum: Sum = (terms, round, { dtype }) => {
  const step = dtype === "float16" ? Math.fround : round;
  const width = lanesOf(dtype);
  if (terms.length < width)
    return round(
      interleaved(
        terms.map((term) => [term]),
        step,
      )[0] ?? 0,
    );
  const full = terms.length - (terms.length % width);
  const rows: number[][] = [];
  for (let at = 0; at < full; at += width) rows.push(terms.slice(at, at + width));
  let total = sequential(terms.slice(full), step);
  for (const lane of interleaved(rows, step)) total = step(total + lane);
  return round(total);
};

/**
 * TensorFlow (Eigen's InnerMostDimReducer with AVX packets, tensorflow 2.3.4): the lanes are added up in pairs of halves, after them
 * what is left over. float16 has no lanes and is rounded after every addition.
 */
export const eigenSum: Sum = (terms, round, { dtype }) => {
  const lanes = lanesOf(dtype);
  const full = dtype === "float16" ? 0 : terms.length - (terms.length % lanes);
  const packet = new Array<number>(lanes).fill(0);
  for (let at = 0; at < full; at++) packet[at % lanes] = round(packet[at % lanes]! + terms[at]!);
  const rest = sequential(terms.slice(full), round);
  return full === 0 ? rest : round(rest + halved(packet, round));
};

// --- internal ---

function lanesOf(dtype: Dtype): number {
  return dtype === "float64" || dtype === "int64" ? 4 : 8;
}

function sequential(terms: readonly number[], round: Round): number {
  let total = 0;
  for (const term of terms) total = round(total + term);
  return total;
}

/** Rows of lanes added in four running sums, the rest to the first of them, and then the other three to it. */
function interleaved(rows: readonly (readonly number[])[], round: Round): readonly number[] {
  const width = rows[0]?.length ?? 0;
  const apart = rows.length - (rows.length % 4);
  const sums = Array.from({ length: 4 }, () => new Array<number>(width).fill(0));
  const add = (to: number[], row: readonly number[]) => {
    for (let lane = 0; lane < width; lane++) to[lane] = round(to[lane]! + row[lane]!);
  };
  for (const [i, row] of rows.entries()) add(sums[i < apart ? i % 4 : 0]!, row);
  for (const other of sums.slice(1)) add(sums[0]!, other);
  return sums[0]!;
}

/** The upper half added to the lower one until one is left. */
function halved(lanes: readonly number[], round: Round): number {
  if (lanes.length === 1) return lanes[0]!;
  const half = lanes.length / 2;
  return halved(
    lanes.slice(0, half).map((lane, i) => round(lane + lanes[half + i]!)),
    round,
  );
}
