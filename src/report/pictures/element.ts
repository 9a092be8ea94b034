type Child = Node | string | undefined | false;

/** An element with text and children; text only ever gets in as text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: { readonly [name: string]: string },
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

let last = 0;

/** An id that no other picture of the page has. */
export function freshId(prefix: string): string {
  return `${prefix}-${++last}`;
}
