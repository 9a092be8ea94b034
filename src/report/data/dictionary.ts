/** Each distinct text once, by the order of its first use. */
export class Dictionary {
  readonly texts: string[] = [];
  readonly #known = new Map<string, number>();

  /** The text's index. */
  add(text: string): number {
    let index = this.#known.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.#known.set(text, index);
    }
    return index;
  }

  /** A reference as the blocks have it: 0 for nothing, else one more than the index. */
  refer(text: string | undefined): number {
    return text === undefined ? 0 : this.add(text) + 1;
  }
}
