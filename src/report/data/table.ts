import { parseCaseId } from "../../format/case-id.ts";
import type { AdapterRows, RowsBlock } from "./blocks.ts";

/** The cases of one loss and what came of them, ready to be searched: `at(adapter, case)` is the place in every column. */
export interface LossTable {
  readonly loss: string;
  readonly block: RowsBlock;
  readonly size: number;
  readonly ids: readonly string[];
  /** By adapter and case. */
  readonly outcome: Uint8Array;
  /** Error ÷ allowance; `NaN` where there is none. */
  readonly ratio: Float64Array;
  readonly code: Uint16Array;
  readonly where: Uint16Array;
  readonly index: Uint32Array;
  readonly message: Uint32Array;
  readonly missing: Uint16Array;
  readonly flags: Uint8Array;
}

/** Unpacks a block. */
export function openTable(loss: string, block: RowsBlock): LossTable {
  const size = block.family.length;
  const cells = size * block.adapters.length;
  const table: LossTable = {
    loss,
    block,
    size,
    ids: block.family.map((family, i) => joinId(loss, block, family, i)),
    outcome: new Uint8Array(cells),
    ratio: new Float64Array(cells).fill(Number.NaN),
    code: new Uint16Array(cells),
    where: new Uint16Array(cells),
    index: new Uint32Array(cells),
    message: new Uint32Array(cells),
    missing: new Uint16Array(cells),
    flags: new Uint8Array(cells),
  };
  block.adapters.forEach((rows, adapter) => {
    fill(table, rows, adapter * size);
  });
  return table;
}

/** The parts of an id behind the loss; what is no id of four parts is one part. */
export function idParts(id: string): { readonly family: string; readonly args: string; readonly dtype: string } {
  const parts = parseCaseId(id);
  return parts ?? { family: id.slice(id.indexOf("/") + 1), args: "", dtype: "" };
}

/** The loss that an id is about. */
export function lossOf(id: string): string {
  const slash = id.indexOf("/");
  return slash < 0 ? id : id.slice(0, slash);
}

/** The n-th text of a dictionary, where 0 is none. */
export function textAt(texts: readonly string[], reference: number): string | undefined {
  return reference === 0 ? undefined : texts[reference - 1];
}

// --- internal ---

const FIRST_LETTER = 97;

function joinId(loss: string, { families, args, dtypes, arg, dtype }: RowsBlock, family: number, i: number): string {
  const tail = [families[family]!, args[arg[i]!]!, dtypes[dtype[i]!]!].filter((part) => part !== "");
  return [loss, ...tail].join("/");
}

function fill(table: LossTable, rows: AdapterRows, start: number): void {
  for (let i = 0; i < table.size; i++) table.outcome[start + i] = rows.outcomes.charCodeAt(i) - FIRST_LETTER;
  let place = start;
  rows.at.forEach((step, i) => {
    place += step;
    const ratio = rows.ratio[i]!;
    table.ratio[place] = ratio === -1 ? Number.POSITIVE_INFINITY : ratio === 0 ? Number.NaN : ratio;
    table.code[place] = rows.code[i]!;
    table.where[place] = rows.where[i]!;
    table.index[place] = rows.index[i]!;
    table.message[place] = rows.message[i]!;
    table.missing[place] = rows.missing[i]!;
    table.flags[place] = rows.flags[i]!;
  });
}
