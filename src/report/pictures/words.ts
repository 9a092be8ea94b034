import type { Kink, Sample } from "../../atlas/curves/data.ts";
import { relate, relationText } from "../../atlas/relation.ts";
import { isClose } from "../../diagnose/relation.ts";
import { axisName, numberText } from "./numbers.ts";
import { type Drawn, frameworkName, type Picture } from "./picture.ts";
import { approximately, exactly, listOf, rangesOf } from "./ranges.ts";

/** What the picture shows, for those who do not see it and for those who do: how the two relate, and what is special. */
export function describe(picture: Picture): {
  readonly relation: readonly string[];
  readonly details: readonly string[];
} {
  const { drawn } = picture;
  const details = [
    ...kinks(drawn, axisName(picture)),
    ...drawn.flatMap((each) => gaps(each, picture)),
    ...drawn.flatMap(alike),
    ...recorded(drawn),
  ];
  return { relation: relations(picture), details };
}

// --- internal ---

/** How the one follows from the other. */
function relations(picture: Picture): string[] {
  if (picture.drawn.length < 2) return [];
  const [loss, gradient] = [relationOf(picture, "loss"), relationOf(picture, "gradient")];
  if (loss === gradient) return [`Loss and gradient${loss}.`];
  return [`The losses${loss}.`, `The gradients${gradient}.`];
}

function relationOf(picture: Picture, key: "loss" | "gradient"): string {
  const { drawn, concept, xs, settings } = picture;
  const [first, second] = drawn as [Drawn, Drawn];
  const series = [concept.series[first.curve[key]]!, concept.series[second.curve[key]]!] as const;
  // Where one refuses there is nothing to relate.
  const both = xs.flatMap((_, i) => (series[0][i] === null || series[1][i] === null ? [] : [i]));
  if (both.length === 0) return ": one of the two refuses everywhere";
  const tensor = (values: readonly number[]) => ({
    dtype: "float32" as const,
    shape: [both.length],
    data: both.map((i) => values[i]!),
  });
  const delta = Number(settings.delta);
  const relation = relate(tensor(first[key]), tensor(second[key]), SLACK, Number.isFinite(delta) ? { delta } : {});
  const where = both.length < xs.length ? " where both answer" : "";
  if (relation.code === "partly" || relation.code === "different") return apart(picture, key, both);
  if (relation.code === "equal") return ` are equal${where === "" ? " all along" : where}`;
  return `: ${relationText(relation)}${where}`;
}

/** What two evaluations of one formula may differ by, near 0. */
const SLACK = 1e-6;

/** Where they differ, and by how much at most. */
function apart(picture: Picture, key: "loss" | "gradient", both: readonly number[]): string {
  const { xs, drawn, difference } = picture;
  const [a, b] = drawn.map((each) => each[key]) as [readonly number[], readonly number[]];
  const differing = new Set(both.filter((i) => !isClose(a[i]!, b[i]!, SLACK)));
  const ranges = rangesOf(xs, (i) => differing.has(i));
  const where = differing.size === both.length ? "everywhere" : `for ${axisName(picture)} ${approximately(ranges)}`;
  let worst = -1;
  for (const i of differing) {
    const off = Math.abs(difference![key][i]!);
    if (Number.isFinite(off) && (worst < 0 || off > Math.abs(difference![key][worst]!))) worst = i;
  }
  if (worst < 0) return ` differ ${where}`;
  const at = numberText(xs[worst]!);
  return ` differ ${where}, most at ${at}: TensorFlow ${numberText(a[worst]!)}, PyTorch ${numberText(b[worst]!)}`;
}

/** The jumps of the gradients; one sentence where both have them alike. */
function kinks(drawn: readonly Drawn[], name: string): string[] {
  const [first, second] = drawn.map(({ curve }) => curve.kinks ?? []);
  const text = (all: readonly Kink[]) => listOf(all.map((kink) => kinkText(kink, name)));
  if (first!.length > 0 && JSON.stringify(first) === JSON.stringify(second))
    return [`Both gradients jump ${text(first!)}.`];
  return drawn.flatMap(({ framework, curve }) =>
    curve.kinks ? [`${frameworkName(framework)}’s gradient jumps ${text(curve.kinks)}.`] : [],
  );
}

function kinkText({ x, below, at, above }: Kink, name: string): string {
  return `at ${name} = ${numberText(x)} (${sampleText(below)} below, ${sampleText(at)} there, ${sampleText(above)} above)`;
}

function sampleText(sample: Sample): string {
  return sample === null ? "refused" : numberText(Number(sample));
}

/** Where there is nothing to draw, and why. */
function gaps({ framework, curve }: Drawn, { concept, xs }: Picture): string[] {
  const name = frameworkName(framework);
  const loss = concept.series[curve.loss]!;
  const gradient = concept.series[curve.gradient]!;
  const where = (series: readonly Sample[], wanted: Sample) => exactly(rangesOf(xs, (i) => series[i] === wanted));
  const refused = where(loss, null);
  const sentences = refused === "" ? [] : [`${name} refuses ${refused}${curve.refusal ? `: “${curve.refusal}”` : ""}.`];
  for (const [wanted, text] of NOT_FINITE) {
    const [ofLoss, ofGradient] = [where(loss, wanted), where(gradient, wanted)];
    if (ofLoss !== "" && ofLoss === ofGradient) sentences.push(`${name}’s loss and gradient are ${text} ${ofLoss}.`);
    else {
      if (ofLoss !== "") sentences.push(`${name}’s loss is ${text} ${ofLoss}.`);
      if (ofGradient !== "") sentences.push(`${name}’s gradient is ${text} ${ofGradient}.`);
    }
  }
  return sentences;
}

const NOT_FINITE: readonly (readonly [Sample, string])[] = [
  ["NaN", "NaN"],
  ["Infinity", "∞"],
  ["-Infinity", "−∞"],
];

function alike({ framework, member }: Drawn): string[] {
  if (member.losses.length < 2) return [];
  return [`The same curve in ${frameworkName(framework)}: ${listOf(member.losses.slice(1))}.`];
}

function recorded(drawn: readonly Drawn[]): string[] {
  const points = drawn.reduce((sum, { curve }) => sum + (curve.recorded?.length ?? 0), 0);
  if (points === 0) return [];
  const answers = points === 1 ? "One recorded answer" : `${points} recorded answers`;
  return [
    `${answers} of the real framework${drawn.length > 1 ? "s" : ""} to just these calls ${points === 1 ? "is" : "are"} marked.`,
  ];
}
