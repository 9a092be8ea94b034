import type { CaseFile } from "../format/case-file.ts";
import { decodeTensor } from "../tensor/json.ts";
import { numbers } from "../tensor/tensor.ts";
import { type Pair, readability } from "./differences.ts";
import { NOTES, type Note } from "./notes.ts";

/** A note with the pair of goldens that shows it. */
export interface Highlight {
  readonly note: Note;
  readonly pair: Pair;
}

/** The notes that the goldens bear out. */
export function findHighlights(pairs: readonly Pair[], notes: readonly Note[] = NOTES): Highlight[] {
  const found: Highlight[] = [];
  for (const note of notes) {
    const fitting = pairs.filter((pair) => fits(pair, note));
    const [pair] = fitting.sort((a, b) => readability(a) - readability(b) || formRank(a) - formRank(b));
    if (pair) found.push({ note, pair });
  }
  return found;
}

/** A loss without a counterpart, measured against the bare ratio |y − ŷ| ÷ max(|y|, ε) of its own inputs. */
export interface Percentage {
  readonly loss: string;
  readonly id: string;
  readonly golden: number;
  /** Mean of the ratio. */
  readonly ratio: number;
  readonly factor: number;
}

/** How the recorded percentage error relates to the mean ratio; `undefined` where no golden of it was given. */
export function measurePercentage(files: Iterable<CaseFile>): Percentage | undefined {
  for (const file of files) {
    if (file.concept !== "mean-absolute-percentage-error") continue;
    const item = file.cases.find(({ id }) => id.endsWith("/random-2d/default/float32"));
    const answer = typeof item?.expect === "string" ? file.answers[item.expect] : item?.expect;
    if (!item || !answer || "rejected" in answer) continue;
    const value = typeof answer.value === "string" ? file.tensors[answer.value] : answer.value;
    const [target, prediction] = ["y_true", "y_pred"].map((name) => file.tensors[item.inputs[name] ?? ""]);
    if (!value || value.shape.length > 0 || !target || !prediction) continue;
    const y = numbers(decodeTensor(target));
    const p = numbers(decodeTensor(prediction));
    const ratio =
      y.reduce((sum, each, i) => sum + Math.abs(each - p[i]!) / Math.max(Math.abs(each), 1e-7), 0) / y.length;
    const golden = Number(value.data[0]);
    return { loss: file.loss, id: item.id, golden, ratio, factor: golden / ratio };
  }
  return undefined;
}

// --- internal ---

function fits(pair: Pair, note: Note): boolean {
  if (pair.concept !== note.concept || pair.relation.code !== note.code) return false;
  if (note.family && pair.family !== note.family) return false;
  if (note.tensorflow !== undefined && pair.tensorflow.args !== note.tensorflow) return false;
  if (note.pytorch !== undefined && !pair.pytorch.args.includes(note.pytorch)) return false;
  return !note.conversion || (pair.conversion ?? "none") === note.conversion;
}

/** Classes before functions. */
function formRank(pair: Pair): number {
  return /\.[A-Z][^.]*$/.test(pair.tensorflow.loss) ? 0 : 1;
}
