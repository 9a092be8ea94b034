import type { Argument } from "../../format/argument.ts";
import type { Catalogue, CatalogueLoss } from "../../format/catalogue.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { RENAMED } from "../pairs.ts";
import type { Control } from "./data.ts";
import type { Scene, SceneControl, Settings } from "./scene.ts";

/** One loss in a scene: which controls it has, and what it is asked for. */
export interface Member {
  readonly loss: string;
  readonly entry: CatalogueLoss;
  readonly controls: readonly string[];
  /** Its own name of a control that is called otherwise. */
  readonly renamed: { readonly [control: string]: string };
  readonly asked: { readonly [name: string]: string };
  readonly takesLog: boolean;
}

/** The losses that a scene asks: a function that is the functional form of a class draws what the class draws. */
export function membersOf(scene: Scene, { losses }: Pick<Catalogue, "losses">): Member[] {
  const members = Object.entries(losses).filter(
    ([loss, { concept, form, counterpart }]) =>
      concept === scene.concept && !(form === "function" && counterpart) && (scene.losses?.test(loss) ?? true),
  );
  // TensorFlow first, and of one framework what a reader most likely uses.
  return members.map(([loss, entry]) => member(scene, loss, entry)).sort((a, b) => rank(a) - rank(b));
}

/** The controls of a scene: its own, and the arguments that its losses are recorded with. */
export function controlsOf(scene: Scene, members: readonly Member[]): Control[] {
  const own = (scene.controls ?? []).map(sceneControl);
  const named = new Map<string, Set<string>>();
  const standards = new Map<string, string>();
  for (const { entry, controls, renamed } of members) {
    for (const control of controls) {
      const argument = entry.arguments[renamed[control] ?? control];
      if (own.some(({ name }) => name === control) || !argument) continue;
      const values = TENSORS[control] ?? drawable(argument);
      named.set(control, new Set([...(named.get(control) ?? []), ...values]));
      standards.set(control, standards.get(control) ?? (TENSORS[control] ? "1" : (argument.default ?? values[0]!)));
    }
  }
  const derived = [...named].map(([name, values]): Control => {
    const others = new Set(members.map(({ renamed }) => renamed[name]).filter((other) => other !== undefined));
    const isNumeric = [...values].every((value) => !Number.isNaN(Number(value)));
    const sorted = isNumeric ? [...values].sort((a, b) => Number(a) - Number(b)) : [...values];
    return {
      name,
      label: [name, ...others].join(", "),
      kind: isNumeric ? "slider" : "choice",
      values: sorted.map((value) => ({ name: value })),
      default: standards.get(name)!,
    };
  });
  return [...own, ...derived];
}

/** Every combination of the values of these controls. */
export function combinations(controls: readonly Control[]): Settings[] {
  return controls.reduce<Settings[]>(
    (all, { name, values }) => all.flatMap((settings) => values.map((value) => ({ ...settings, [name]: value.name }))),
    [{}],
  );
}

/** The arguments of one call. */
export function argumentsOf(
  { entry, controls, renamed, asked }: Member,
  settings: Settings,
): { readonly [name: string]: Argument<Tensor> } {
  const args: Record<string, Argument<Tensor>> = {};
  for (const [name, value] of Object.entries(asked)) args[name] = parsed(value);
  for (const control of controls) {
    const name = renamed[control] ?? control;
    const value = settings[control]!;
    // What is an input here is none of the arguments, unless only the name is the same.
    const isInput = isTensorControl(control) && entry.inputs[name] !== undefined;
    if (!entry.arguments[name] || isInput || value === entry.arguments[name].default) continue;
    args[name] = TENSORS[control] ? { tensor: tensorOf(value) } : parsed(value);
  }
  return args;
}

/** The tensor of a {@link TENSORS} value. */
export function tensorOf(value: string): Tensor {
  return { dtype: "float32", shape: [1], data: [Math.fround(Number(value))] };
}

/** Whether a control's values are tensors for the losses. */
export function isTensorControl(control: string): boolean {
  return control in TENSORS;
}

// --- internal ---

/** Arguments that are tensors, with numbers to give them: the catalogue knows them by name only. */
const TENSORS: { readonly [argument: string]: readonly string[] } = { pos_weight: ["0.5", "1", "3"] };

/** What does not change the shape of a curve, or changes only whose curve it is. */
const NOT_DRAWN = /^(reduction|size_average|reduce|axis|dim|weights?|sample_weight|ignore_index|name|scope|blank.*)$/;

const RENAMED_BACK = Object.fromEntries(Object.entries(RENAMED).map(([left, right]) => [right, left]));

function member(scene: Scene, loss: string, entry: CatalogueLoss): Member {
  const asked = Object.assign(
    {},
    ...(scene.asked ?? []).filter(({ losses }) => losses.test(loss)).map(({ args }) => args),
  );
  const own = (scene.controls ?? []).filter(({ losses }) => losses?.test(loss) ?? true).map(({ name }) => name);
  const names = Object.entries(entry.arguments)
    .filter(([name, argument]) => {
      if (name in asked || NOT_DRAWN.test(name) || scene.without?.test(name) || argument.single || argument.legacy)
        return false;
      return name in TENSORS || drawable(argument).length > 1;
    })
    .map(([name]) => name);
  const renames = Object.fromEntries(
    names.flatMap((name) => (entry.framework === "pytorch" && RENAMED_BACK[name] ? [[RENAMED_BACK[name], name]] : [])),
  );
  const derived = names.map((name) => (entry.framework === "pytorch" && RENAMED_BACK[name]) || name);
  return {
    loss,
    entry,
    controls: [...own, ...derived.filter((name) => !own.includes(name))],
    renamed: renames,
    asked,
    takesLog: scene.log?.test(loss) ?? false,
  };
}

/** The values that were answered at least once and that a slider or a choice can show: names of tensors cannot be shown. */
function drawable({ values }: CatalogueLoss["arguments"][string]): string[] {
  const names = values
    .filter(({ recorded, suspect }) => !suspect && /accepted|both/.test(recorded))
    .map(({ name }) => name);
  const isPlain = (name: string) => /^(true|false)$/.test(name) || !Number.isNaN(Number(name));
  return names.every(isPlain) || names.includes("manhattan") ? names : [];
}

function sceneControl({ name, label, values, default: standard }: SceneControl): Control {
  const isSlider = values.every((value) => typeof value === "number");
  return {
    name,
    label,
    kind: isSlider ? "slider" : "choice",
    values: values.map((value) =>
      typeof value === "number" ? { name: String(value) } : { name: value[0], label: value[1] },
    ),
    default: standard,
  };
}

function parsed(value: string): Argument<Tensor> {
  if (value === "true" || value === "false") return value === "true";
  if (value === "Infinity" || value === "-Infinity") return { float: value };
  if (!Number.isNaN(Number(value))) return Number(value);
  return /^(pairwise_distance|manhattan|cosine)$/.test(value) ? { callable: value as "cosine" } : value;
}

/** Keras and torch.nn first, TensorFlow 1's losses last. */
function rank({ loss, entry }: Member): number {
  const framework = entry.framework === "tensorflow" ? 0 : 10;
  return framework + (loss.includes("compat.v1") ? 2 : entry.form === "class" ? 0 : 1);
}
