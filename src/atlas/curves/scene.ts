/** What is set in a scene: the value's name by control. */
export type Settings = { readonly [control: string]: string };

/** One sample by role: a row of numbers, or a single one, as class labels are. */
export type SampleInputs = {
  readonly prediction: readonly number[];
  readonly [role: string]: readonly number[] | number;
};

/** A choice or a slider that the catalogue does not know: what is aimed at, a fixed property of the inputs. */
export interface SceneControl {
  readonly name: string;
  readonly label: string;
  readonly values: readonly (number | readonly [name: string, label: string])[];
  readonly default: string;
  /** Whose losses depend on it; all where absent. */
  readonly losses?: RegExp;
}

/** How a concept's losses are asked: what cannot be derived from the catalogue. */
export interface Scene {
  readonly concept: string;
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly x: { readonly label: string; readonly from: number; readonly to: number; readonly scale?: "log" };
  /** Which of the concept's losses; all where absent. */
  readonly losses?: RegExp;
  /** What they are asked for besides: `from_logits`. */
  readonly asked?: readonly { readonly losses: RegExp; readonly args: { readonly [name: string]: string } }[];
  /** Arguments that change nothing worth a control here. */
  readonly without?: RegExp;
  /** Losses that are given the logarithm of the prediction. */
  readonly log?: RegExp;
  readonly controls?: readonly SceneControl[];
  /** The sample at a position. */
  readonly at: (x: number, settings: Settings) => SampleInputs;
  /** How the prediction moves with x: the first number alone where absent. */
  readonly direction?: (x: number, settings: Settings) => readonly number[];
}

/** The number that a setting stands for. */
export function number(settings: Settings, control: string): number {
  return Number(settings[control]);
}
