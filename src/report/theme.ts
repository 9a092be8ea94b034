import { byId } from "./dom.ts";
import { remember, remembered } from "./memory.ts";

const KEY = "theme";

/** Takes up the choice of an earlier visit and names the button. */
export function startTheme(): void {
  const stored = remembered(KEY);
  if (stored === "dark" || stored === "light") document.documentElement.dataset.theme = stored;
  byId("theme").hidden = false;
  label();
}

/** The other colours than the ones that are shown. */
export function switchTheme(): void {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  remember(KEY, next);
  label();
}

// --- internal ---

function isDark(): boolean {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return (document.documentElement.dataset.theme ?? system) === "dark";
}

function label(): void {
  const button = byId("theme");
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
}
