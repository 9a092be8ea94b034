import type { Control } from "../../atlas/curves/data.ts";
import { element } from "./element.ts";
import { FRAMEWORKS, frameworkName, isUsed, membersOf, type Picture, shortName } from "./picture.ts";

/** The inputs above a picture; they stay while a scene does, so that the focus does. */
export interface Controls {
  readonly root: HTMLElement;
  /** Shows what a picture is set to. */
  readonly update: (picture: Picture) => void;
}

/** Native inputs with labels for everything that can be chosen in a scene. */
export function newControls(picture: Picture, choose: (name: string, value: string) => void): Controls {
  const { concept, scene } = picture;
  const parts: Part[] = [];
  if (concept.scenes.length > 1) {
    const options = concept.scenes.map(({ name, title }) => ({ name, label: title }));
    parts.push(selectPart("scene", "Asked", options, () => scene.name, choose));
  }
  for (const framework of FRAMEWORKS) {
    const members = membersOf(scene, framework);
    if (members.length < 2) continue;
    const options = members.map(({ losses, asked, given }) => {
      const args = [given, ...asked].filter((each) => each !== undefined).join(", ");
      return { name: losses[0]!, label: args ? `${shortName(losses[0]!)}(${args})` : shortName(losses[0]!) };
    });
    const chosen = ({ drawn }: Picture) => drawn.find((each) => each.framework === framework)!.member.losses[0]!;
    parts.push(selectPart(framework, `${frameworkName(framework)}’s loss`, options, chosen, choose));
  }
  parts.push(
    ...scene.controls.map((control) =>
      control.kind === "slider" ? sliderPart(control, choose) : choicePart(control, choose),
    ),
  );
  const root = element(
    "fieldset",
    {},
    element("legend", {}, `What is drawn of ${concept.title}`),
    ...parts.map(({ root: part }) => part),
  );
  const update = (next: Picture) => {
    for (const part of parts) part.update(next);
  };
  return { root, update };
}

// --- internal ---

interface Part {
  readonly root: HTMLElement;
  readonly update: (picture: Picture) => void;
}

function choicePart({ name, label, values }: Control, choose: (name: string, value: string) => void): Part {
  const options = values.map((value) => ({ name: value.name, label: value.label ?? value.name }));
  const part = selectPart(name, label, options, ({ settings }) => settings[name]!, choose);
  return withUse(part, name);
}

function selectPart(
  name: string,
  label: string,
  options: readonly { readonly name: string; readonly label: string }[],
  chosen: (picture: Picture) => string,
  choose: (name: string, value: string) => void,
): Part {
  const select = element(
    "select",
    { name },
    ...options.map((option) => element("option", { value: option.name }, option.label)),
  );
  select.addEventListener("change", () => choose(name, select.value));
  const root = element("label", {}, element("b", {}, label), select);
  return { root, update: (picture) => (select.value = chosen(picture)) };
}

/** A slider over the values that were recorded; it says the value, not its number. */
function sliderPart({ name, label, values }: Control, choose: (name: string, value: string) => void): Part {
  const input = element("input", { type: "range", name, min: "0", max: String(values.length - 1), step: "1" });
  const shown = element("span", {});
  input.addEventListener("input", () => choose(name, values[Number(input.value)]!.name));
  const root = element("label", {}, element("b", {}, label, " = ", shown), input);
  const update = ({ settings }: Picture) => {
    const at = values.findIndex((value) => value.name === settings[name]);
    input.value = String(at);
    const text = values[at]!.name.replace("Infinity", "∞").replace("-", "−");
    input.setAttribute("aria-valuetext", text);
    shown.textContent = text;
  };
  return withUse({ root, update }, name);
}

/** What changes no curve that is drawn says so. */
function withUse({ root, update }: Part, name: string): Part {
  const note = element("span", {}, "not taken by what is drawn");
  note.hidden = true;
  root.querySelector("b")!.append(" ", note);
  return {
    root,
    update: (picture) => {
      update(picture);
      note.hidden = isUsed(picture, name);
      root.toggleAttribute("data-unused", !note.hidden);
    },
  };
}
