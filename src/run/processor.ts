import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/**
 * The processor that a run ran on, as far as native libraries choose their kernels by it: the model and, where they can be had, the
 * sets of instructions. Virtual machines call processors of several generations by one name.
 */
export function processor(): { readonly cpu?: string } {
  const model = cpus()[0]?.model.trim();
  if (!model) return {};
  const instructions = instructionSets();
  return { cpu: instructions.length > 0 ? `${model} (${instructions.join(", ")})` : model };
}

// --- internal ---

/** What the kernels of ATen, Eigen, oneDNN, XLA and MLAS are chosen by. */
const SETS = ["fma", "avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile"];

function instructionSets(): string[] {
  try {
    const [, flags = ""] = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8")) ?? [];
    const has = new Set(flags.split(/\s+/));
    return SETS.filter((set) => has.has(set));
  } catch {
    return [];
  }
}
