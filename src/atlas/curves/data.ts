import type { Framework } from "../../format/case-file.ts";

/** A number of a curve, to seven significant digits; a word where it is not finite, null where the loss refuses the call. */
export type Sample = number | "NaN" | "Infinity" | "-Infinity" | null;

/** One thing that can be set in a scene: what is aimed at, an argument of the losses, or a property of the inputs. */
export interface Control {
  readonly name: string;
  readonly label: string;
  /** Numbers in ascending order make a slider, anything else a choice. */
  readonly kind: "slider" | "choice";
  readonly values: readonly { readonly name: string; readonly label?: string }[];
  readonly default: string;
}

/** A place where the gradient jumps: what it tends to on either side, and what the framework says there. */
export interface Kink {
  readonly x: number;
  readonly below: Sample;
  readonly at: Sample;
  readonly above: Sample;
}

/** A recorded answer of the real framework that belongs on a curve. */
export interface RecordedPoint {
  readonly x: number;
  readonly loss: Sample;
  readonly gradient?: Sample;
}

/** A loss and its gradient over a scene's `x.values`. */
export interface Curve {
  /** Index in the concept's `series`, of the loss and of its gradient. */
  readonly loss: number;
  readonly gradient: number;
  readonly kinks?: readonly Kink[];
  readonly recorded?: readonly RecordedPoint[];
  /** What the framework says where it refuses. */
  readonly refusal?: string;
}

/** Losses of one framework that draw the same curves, whatever is set. */
export interface MemberCurves {
  readonly framework: Framework;
  /** The first is what the others are alike to. */
  readonly losses: readonly string[];
  /** What it is asked for in this scene, as in a case id: `from_logits=true`. */
  readonly asked: readonly string[];
  /** What its prediction is in terms of the scene's: `log ŷ`. */
  readonly given?: string;
  /** The names of the controls that it depends on; their values joined by `|` are the keys of `curves`. */
  readonly controls: readonly string[];
  /** Its own name of a control that another loss calls otherwise. */
  readonly renamed: { readonly [control: string]: string };
  readonly curves: { readonly [key: string]: Curve };
}

/** One way to ask a concept's losses: a prediction that moves along one line. */
export interface SceneData {
  readonly name: string;
  readonly title: string;
  /** What moves and what stays. */
  readonly about: string;
  readonly x: {
    readonly label: string;
    readonly scale: "linear" | "log";
    readonly values: readonly number[];
    /** Indices of round values, which a table shows. */
    readonly shown: readonly number[];
  };
  readonly controls: readonly Control[];
  /** TensorFlow’s before PyTorch’s. */
  readonly members: readonly MemberCurves[];
}

/** All pictures of a concept. */
export interface ConceptCurves {
  readonly concept: string;
  readonly title: string;
  readonly scenes: readonly SceneData[];
  readonly series: readonly (readonly Sample[])[];
}

/** The key of a member's curve under these settings; absent ones are at their defaults. */
export function curveKey(
  member: Pick<MemberCurves, "controls">,
  controls: readonly Control[],
  settings: { readonly [control: string]: string },
): string {
  return member.controls
    .map((name) => settings[name] ?? controls.find((control) => control.name === name)?.default)
    .join("|");
}
