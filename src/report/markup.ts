/** An element, before it is HTML text or a part of a document: the same views are rendered in Node and in the browser. */
export interface Markup {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Child[];
}

export type Child = Markup | string | number | false | undefined | readonly Child[];
export type Attributes = { readonly [name: string]: string | number | boolean | undefined };

export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  return { tag, attributes, children };
}

/** As HTML. Every text is escaped here, and there is no other way in. */
export function toHtml(child: Child): string {
  if (child === false || child === undefined) return "";
  if (isList(child)) return child.map(toHtml).join("");
  if (typeof child !== "object") return escapeHtml(String(child));
  const attributes = Object.entries(child.attributes).map(([name, value]) => attributeText(name, value));
  const open = `<${child.tag}${attributes.join("")}>`;
  return VOID.includes(child.tag) ? open : `${open}${toHtml(child.children)}</${child.tag}>`;
}

/** Text for HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

// --- internal ---

const VOID = ["br", "hr", "img", "input", "wbr"];

function attributeText(name: string, value: Attributes[string]): string {
  if (value === undefined || value === false) return "";
  return value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
}
