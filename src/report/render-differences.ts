import type { Atlas, Highlight } from "../atlas/atlas.ts";
import type { Difference } from "../atlas/differences.ts";
import type { Side } from "../atlas/sides.ts";
import { pairText } from "../atlas/words.ts";
import type { JsonTensor } from "../format/tensor.ts";
import { breakable } from "./render.ts";
import { escapeHtml as e, numberText } from "./text.ts";

/** The section on TensorFlow against PyTorch: cards with the numbers, then everything that was found. */
export function renderDifferences({ concepts }: Atlas): string {
  const cards = concepts.flatMap(({ highlights }) => highlights.filter(({ note }) => note.main).map(renderCard));
  const tables = concepts
    .filter(({ differences }) => differences.length > 0)
    .map(({ title, differences }) => {
      const rows = differences.map(renderRow).join("");
      return `<details><summary>${e(title)} <span class="count">${differences.length}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="${e(title)}"><table class="differences"><thead><tr><th scope="col">TensorFlow</th><th scope="col">PyTorch</th><th scope="col">Relation</th><th scope="col">Seen on</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
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
  return `<article class="card"><h3>${e(note.title)}</h3><p>${e(note.text)}</p><p class="relation">${e(pairText(pair))}</p><dl class="sides">${half("TensorFlow", pair.left)}${half("PyTorch", pair.right)}</dl>${log}<details><summary>Inputs and case ids</summary><dl class="inputs">${inputs.join("")}</dl><p class="ids">${breakable(pair.left.id)}<br>${breakable(pair.right.id)}</p></details></article>`;
}

function half(name: string, side: Side): string {
  return `<div><dt>${name}<small>${breakable(call(side))}</small></dt><dd>${answer(side)}</dd></div>`;
}

function renderRow({ example, families, text }: Difference): string {
  const log = example.conversion === "log" ? `<small>given log(prediction)</small>` : "";
  return `<tr><td>${breakable(call(example.left))}<span class="value">${answer(example.left)}</span></td><td>${breakable(call(example.right))}${log}<span class="value">${answer(example.right)}</span></td><td class="relation-cell">${e(text)}</td><td><small>${e(families.join(", "))}</small></td></tr>`;
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
