import { escapeHtml } from "../markup.ts";

/** A tree of elements, to be written as text or put into a page. */
export interface Node {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string | number };
  readonly children: readonly (Node | string)[];
}

export function node(tag: string, attributes: Node["attributes"], ...children: (Node | string)[]): Node {
  return { tag, attributes, children };
}

export function toText({ tag, attributes, children }: Node): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`);
  const inner = children.map((child) => (typeof child === "string" ? escapeHtml(child) : toText(child))).join("");
  return `<${tag}${written.join("")}${inner === "" ? "/>" : `>${inner}</${tag}>`}`;
}

export function toElement({ tag, attributes, children }: Node): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes))
    if (name !== "xmlns") element.setAttribute(name, String(value));
  element.append(...children.map((child) => (typeof child === "string" ? child : toElement(child))));
  return element;
}
