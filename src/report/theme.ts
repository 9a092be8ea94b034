import { byId } from "./dom.ts";

const KEY = "lossparity-theme";

/** The button that overrides the system's colour scheme; the choice outlives the page where storage is allowed. */
export function startTheme(): void {
  const button = byId("theme");
  const root = document.documentElement;
  const stored = attempt(() => localStorage.getItem(KEY));
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    root.dataset.theme = next;
    attempt(() => localStorage.setItem(KEY, next));
    label();
  });
}

// --- internal ---

/** Pages opened from disk may be refused storage. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
