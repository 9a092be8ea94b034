/** A message's first line, shortened, without the numbers and shapes that differ from case to case. */
export function wordsOf(message: string, length: number): string {
  const [line = ""] = message.split("\n", 1);
  return line
    .replace(/-?\d+(\.\d+)?([eE][-+]?\d+)?/g, "#")
    .replace(/#([, ]+#)+/g, "#")
    .slice(0, length);
}
