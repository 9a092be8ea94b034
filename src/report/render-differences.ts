import type { Difference, Pair, Side } from "../atlas/differences.ts";
import type { Highlight, Percentage } from "../atlas/highlights.ts";
import { relationText } from "../atlas/relation.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { breakable } from "./render.ts";
import { escapeHtml as e, numberText } from "./text.ts";

/** The section on TensorFlow against PyTorch: cards with the numbers, then everything that was found. */
export function renderDifferences(
  differences: readonly Difference[],
  highlights: readonly Highlight[],
  percentage: Percentage | undefined,
  titles: { readonly [concept: string]: { readonly title: string } },
): string {
  const cards = highlights.map(renderCard);
  if (percentage) cards.splice(Math.min(1, cards.length), 0, renderPercentage(percentage));
  const unequal = differences.filter(({ example }) => example.relation.code !== "equal");
  const groups = new Map<string, Difference[]>();
  for (const each of unequal) groups.set(each.concept, [...(groups.get(each.concept) ?? []), each]);
  const tables = [...groups].map(([concept, list]) => {
    const title = titles[concept]?.title ?? concept;
    return `<details><summary>${e(title)} <span class="count">${list.length}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="${e(title)}"><table class="differences"><thead><tr><th scope="col">TensorFlow</th><th scope="col">PyTorch</th><th scope="col">Relation</th><th scope="col">Seen on</th></tr></thead><tbody>${list.map(renderRow).join("")}</tbody></table></div></details>`;
  });
  const intro = `<p class="lead">Both are right by their own definition. Each line compares two recorded answers on the same raw inputs; the relation is measured, not typed in.</p>`;
  return `${intro}<div class="cards">${cards.join("")}</div><h3>Everything found</h3>${tables.join("")}`;
}

// --- internal ---

function renderCard({ note, pair }: Highlight): string {
  const inputs = Object.entries(pair.inputs).map(
    ([role, tensor]) => `<div><dt>${e(role)}</dt><dd>${preview(tensor)}</dd></div>`,
  );
  const log = pair.conversion === "log" ? `<p class="aside">PyTorch is given log(prediction).</p>` : "";
  return `<article class="card"><h3>${e(note.title)}</h3><p>${e(note.text)}</p><p class="relation">${e(relationText(pair.relation))}</p><dl class="sides">${half("TensorFlow", pair.tensorflow)}${half("PyTorch", pair.pytorch)}</dl>${log}<details><summary>Inputs and case ids</summary><dl class="inputs">${inputs.join("")}</dl><p class="ids">${breakable(pair.tensorflow.id)}<br>${breakable(pair.pytorch.id)}</p></details></article>`;
}

function renderPercentage({ loss, id, golden, ratio, factor }: Percentage): string {
  return `<article class="card"><h3>MAPE is a percentage: × ${numberText(Math.round(factor * 1000) / 1000)}</h3><p>TensorFlow’s mean absolute percentage error is a hundred times the mean of |y − ŷ| ÷ max(|y|, 1e-7). PyTorch 1.7 has no such loss; other libraries often return the bare ratio.</p><p class="relation">TF = ${numberText(Number(factor.toPrecision(5)))} × mean ratio</p><dl class="sides"><div><dt>TensorFlow<small>${breakable(short(loss))}</small></dt><dd>${numberText(golden)}</dd></div><div><dt>Mean ratio<small>of the same inputs</small></dt><dd>${numberText(ratio)}</dd></div></dl><details><summary>Case id</summary><p class="ids">${breakable(id)}</p></details></article>`;
}

function half(name: string, side: Side): string {
  return `<div><dt>${name}<small>${breakable(call(side))}</small></dt><dd>${answer(side)}</dd></div>`;
}

function renderRow({ example, families, text }: Difference): string {
  const log = example.conversion === "log" ? `<small>given log(prediction)</small>` : "";
  return `<tr><td>${breakable(call(example.tensorflow))}<span class="value">${answer(example.tensorflow)}</span></td><td>${breakable(call(example.pytorch))}${log}<span class="value">${answer(example.pytorch)}</span></td><td class="relation-cell">${e(text)}${gradients(example)}</td><td><small>${e(families.join(", "))}</small></td></tr>`;
}

function gradients(pair: Pair): string {
  if (pair.relation.code !== "gradient" || !pair.tensorflow.gradient || !pair.pytorch.gradient) return "";
  return `<small>TF ${preview(pair.tensorflow.gradient)}<br>PyTorch ${preview(pair.pytorch.gradient)}</small>`;
}

function call(side: Side): string {
  return `${short(side.loss)}(${side.args})`;
}

function short(loss: string): string {
  return loss.slice(loss.lastIndexOf(".") + 1);
}

function answer(side: Side): string {
  if (side.value) return preview(side.value);
  return `<span class="rejects">rejects: ${e(side.rejected?.error ?? "")}</span>`;
}

/** The first elements, and the shape where there is more than one. */
function preview({ shape, data }: JsonTensor): string {
  if (shape.length === 0) return e(numberText(data[0]));
  const shown = data.slice(0, 4).map(numberText).join(", ");
  return `[${e(shown)}${data.length > 4 ? ", …" : ""}]<small> shape ${shape.join("×")}</small>`;
}
