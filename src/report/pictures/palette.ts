/** The colours of the page, as a canvas needs them. */
export interface Palette {
  readonly tensorflow: string;
  readonly pytorch: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly band: string;
  readonly panel: string;
}

export function paletteOf(host: Element): Palette {
  const style = getComputedStyle(host);
  const of = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    tensorflow: of("--picture-tensorflow", "#8a6100"),
    pytorch: of("--picture-pytorch", "#0b57a8"),
    ink: style.color,
    soft: of("--soft", style.color),
    grid: of("--line", "#d8dee4"),
    band: of("--picture-band", "rgba(60,70,80,.09)"),
    panel: of("--panel", "transparent"),
  };
}

/** Calls back when the colour scheme changes, by the system or by the page; returns what ends it. */
export function watchTheme(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = new MutationObserver(changed);
  page.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  system.addEventListener("change", changed);
  return () => {
    page.disconnect();
    system.removeEventListener("change", changed);
  };
}

/** Solid for TensorFlow and for the loss, dashed for PyTorch, dotted for the gradient: no line is told by its colour alone. */
export const DASHES: { readonly [of in "tensorflow" | "pytorch" | "loss" | "gradient"]: readonly number[] } = {
  tensorflow: [],
  pytorch: [7, 4],
  loss: [],
  gradient: [2, 3],
};
