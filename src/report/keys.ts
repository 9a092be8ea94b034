/** What a key does. */
export type Command =
  | "filter"
  | "help"
  | "next"
  | "previous"
  | "overview"
  | "cases"
  | "differences"
  | "diff"
  | "about"
  | "all"
  | "link"
  | "theme"
  | "leave"
  | "left"
  | "right"
  | "up"
  | "down"
  | "start"
  | "end";

export interface Binding {
  /** As in `KeyboardEvent.key`. */
  readonly keys: readonly string[];
  readonly command: Command;
  readonly label: string;
  /** Works on the matrix only, where one of its cells has the focus. */
  readonly isOfMatrix?: true;
}

/** All keys: the handler and the help both read this table, so that neither knows one that the other does not. */
export const BINDINGS: readonly Binding[] = [
  { keys: ["/"], command: "filter", label: "Go to the filter" },
  { keys: ["?"], command: "help", label: "Show this help" },
  { keys: ["j"], command: "next", label: "Next case" },
  { keys: ["k"], command: "previous", label: "Previous case" },
  { keys: ["a"], command: "all", label: "Show or hide what the filter does not mean" },
  { keys: ["o"], command: "overview", label: "Overview" },
  { keys: ["f"], command: "cases", label: "Failing cases" },
  { keys: ["d"], command: "differences", label: "How the frameworks differ" },
  { keys: ["r"], command: "diff", label: "Run against run" },
  { keys: ["i"], command: "about", label: "About this run" },
  { keys: ["c"], command: "link", label: "Copy a link to what is shown" },
  { keys: ["t"], command: "theme", label: "Dark or light" },
  { keys: ["Escape"], command: "leave", label: "Close the help, or clear the filter" },
  { keys: ["ArrowLeft"], command: "left", label: "The cell to the left", isOfMatrix: true },
  { keys: ["ArrowRight"], command: "right", label: "The cell to the right", isOfMatrix: true },
  { keys: ["ArrowUp"], command: "up", label: "The cell above", isOfMatrix: true },
  { keys: ["ArrowDown"], command: "down", label: "The cell below", isOfMatrix: true },
  { keys: ["Home"], command: "start", label: "The first cell of the row", isOfMatrix: true },
  { keys: ["End"], command: "end", label: "The last cell of the row", isOfMatrix: true },
];

/** Whether a binding is one letter or sign, which can be switched off for those who dictate (WCAG 2.1.4). */
export function isCharacter({ keys }: Binding): boolean {
  return keys.every((key) => key.length === 1);
}
