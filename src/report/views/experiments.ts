import type { Atlas } from "../../atlas/atlas.ts";
import type { Experiment } from "../../atlas/experiment.ts";
import { type Child, el, type Markup } from "../markup.ts";
import { FRAMEWORKS } from "../text.ts";
import { codeBlock, folded } from "./parts.ts";

/** What a recorded case cannot express, tried in the real frameworks. */
export function experiments(list: readonly Experiment[], prelude: Atlas["prelude"], heading = "h3"): Child {
  return [
    ...list.map((experiment) => experimentEntry(experiment, heading)),
    list.length > 0 &&
      folded(
        "What every snippet begins with",
        codeBlock(prelude.tensorflow, "the beginning of TensorFlow snippets"),
        codeBlock(prelude.pytorch, "the beginning of PyTorch snippets"),
      ),
  ];
}

// --- internal ---

function experimentEntry({ id, title, about, runs }: Experiment, heading: string): Markup {
  return el(
    "article",
    { class: "experiment", id: `experiment-${id}` },
    el(heading, {}, title),
    el("p", {}, about),
    ...runs.map(({ framework, python, lines }) =>
      el(
        "div",
        { class: "run" },
        el("p", { class: "aside" }, `${FRAMEWORKS[framework]} prints`),
        el(
          "pre",
          {
            class: "message",
            tabindex: 0,
            role: "region",
            "aria-label": `What ${FRAMEWORKS[framework]} prints: ${title}`,
          },
          lines.join("\n"),
        ),
        folded("The code", codeBlock(python, `the code for ${FRAMEWORKS[framework]}: ${title}`)),
      ),
    ),
  );
}
