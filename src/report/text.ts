export { numberText } from "../atlas/number-text.ts";
export { ratioText } from "../format/ratio.ts";

/** Text for HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** 12,345 in every locale, so that equal input gives equal bytes. */
export function countText(count: number): string {
  return count.toLocaleString("en");
}
