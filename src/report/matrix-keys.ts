import type { Command } from "./keys.ts";

/** Makes the matrix one stop of the Tab key, with a cursor that arrows move. */
export function startMatrix(root: ParentNode): void {
  const table = root.querySelector<HTMLTableElement>("table.matrix");
  if (!table) return;
  table.setAttribute("role", "grid");
  table.querySelectorAll<HTMLElement>("tbody tr:not(.group) a").forEach((link, i) => {
    link.tabIndex = i === 0 ? 0 : -1;
  });
}

/** Moves the cursor; says whether the focus was in the matrix at all. */
export function moveInMatrix(command: Command): boolean {
  const active = document.activeElement;
  const cell = active?.closest<HTMLTableCellElement>("table.matrix tbody tr:not(.group) > *");
  if (!(active instanceof HTMLElement) || !cell) return false;
  const target = targetOf(cell, command);
  if (!target) return true;
  active.tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

// --- internal ---

/** The next cell in a direction that is a link; the others say nothing that could be opened. */
function targetOf(cell: HTMLTableCellElement, command: Command): HTMLElement | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  const inRow = [...row.cells];
  const at = inRow.indexOf(cell);
  switch (command) {
    case "left":
      return firstLink(inRow.slice(0, at).reverse());
    case "right":
      return firstLink(inRow.slice(at + 1));
    case "start":
      return firstLink(inRow);
    case "end":
      return firstLink([...inRow].reverse());
    default: {
      const rows = [...(row.closest("table")?.rows ?? [])].filter((each) => each.closest("tbody"));
      const place = rows.indexOf(row);
      const others = command === "up" ? rows.slice(0, place).reverse() : rows.slice(place + 1);
      return firstLink(
        others.filter((each) => !each.classList.contains("group")).flatMap((each) => each.cells[at] ?? []),
      );
    }
  }
}

function firstLink(cells: readonly HTMLTableCellElement[]): HTMLElement | undefined {
  for (const cell of cells) {
    const link = cell.querySelector<HTMLElement>("a");
    if (link) return link;
  }
  return undefined;
}
