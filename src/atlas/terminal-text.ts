/** How wide a line may be, and whether what a web page folds is printed too. */
export interface TerminalOptions {
  readonly width: number;
  readonly all: boolean;
}

/** The Markdown of a page as a terminal shows it best: wrapped, with tables as columns. */
export function terminalText(markdown: string, { width, all }: TerminalOptions): string {
  const out: string[] = [];
  const lines = (all ? unfolded(markdown) : folded(markdown)).split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith("```")) {
      // Code stays as it can be copied; what it printed may break.
      const shown = (text: string) => (line === "```text" ? wrap(text, width - 4, "  ") : [text]);
      for (i++; i < lines.length && lines[i] !== "```"; i++) {
        out.push(...shown(lines[i]!).map((each) => `    ${each}`.trimEnd()));
      }
    } else if (line.startsWith("|")) {
      const rows: string[] = [];
      for (; lines[i]?.startsWith("|"); i++) rows.push(lines[i]!);
      i--;
      out.push(...table(rows.map(cells), width));
    } else if (/^#+ /.test(line)) {
      out.push(...heading(line));
    } else {
      out.push(...wrap(plain(line), width, line.startsWith("- ") ? "  " : ""));
    }
  }
  return `${out
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}

// --- internal ---

const DETAILS = /<details><summary>(.*?)<\/summary>([\s\S]*?)<\/details>/g;

function folded(markdown: string): string {
  return markdown.replace(DETAILS, (_, summary: string) => `[folded: ${summary}; --all prints it]`);
}

function unfolded(markdown: string): string {
  return markdown.replace(DETAILS, (_, summary: string, body: string) => `— ${summary}\n${body}`);
}

function heading(line: string): string[] {
  const [, marks, text] = /^(#+) (.*)$/.exec(line)!;
  const title = plain(text!);
  if (marks!.length > 2) return [`### ${title}`];
  return [title, (marks!.length === 1 ? "=" : "-").repeat(title.length)];
}

/** Without what only a web page shows, links or escapes. */
function plain(text: string): string {
  return text
    .replace(/<a id="[^"]*"><\/a>/g, "")
    .replaceAll("<br>", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("\\|", "|")
    .replace(/\[([^\]]+)\]\(([\w-]+)\.md\)/g, "$1 ($2)")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .replace(/`([^`]+)`/g, "$1");
}

function cells(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.trim()));
}

/** Columns as wide as they need, the widest giving way until the table fits; cells wrap. */
function table([head, , ...body]: readonly string[][], width: number): string[] {
  const rows = head!.some((cell) => cell !== "") ? [head!, ...body] : body;
  const columns = head!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length), 1));
  const room = width - 2 * (columns.length - 1);
  while (columns.reduce((sum, each) => sum + each, 0) > room) {
    const widest = columns.indexOf(Math.max(...columns));
    if (columns[widest]! <= 8) break;
    columns[widest]!--;
  }
  const lines = rows.map((row) => {
    const wrapped = columns.map((extent, column) => wrap(row[column] ?? "", extent));
    const height = Math.max(...wrapped.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) =>
      wrapped
        .map((cell, column) => (cell[at] ?? "").padEnd(columns[column]!))
        .join("  ")
        .trimEnd(),
    );
  });
  const isTall = lines.some((each, at) => at > 0 && each.length > 1);
  const rule = columns.map((extent) => "─".repeat(extent)).join("  ");
  return lines.flatMap((each, at) => {
    if (at === 0 && rows[0] === head) return [...each, rule];
    return isTall && at < lines.length - 1 ? [...each, ""] : each;
  });
}

function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, width - indent.length))) {
    if (line !== "" && line.trim() !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A word that is longer than a line, such as a case id, in parts. */
function pieces(word: string, width: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at === 0 || at < word.length; at += width) parts.push(word.slice(at, at + width));
  return parts;
}
