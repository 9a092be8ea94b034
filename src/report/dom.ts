import { type Child, isList } from "./markup.ts";

/** The nodes of a view. Text only ever gets in as text. */
export function toDom(child: Child): Node {
  if (child === false || child === undefined) return document.createDocumentFragment();
  if (isList(child)) {
    const fragment = document.createDocumentFragment();
    for (const each of child) fragment.append(toDom(each));
    return fragment;
  }
  if (typeof child !== "object") return document.createTextNode(String(child));
  const element = document.createElement(child.tag);
  for (const [name, value] of Object.entries(child.attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const each of child.children) {
    if (each !== false && each !== undefined) element.append(toDom(each));
  }
  return element;
}

/** The element with this id; the page is ours, so it is there. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return element;
}
