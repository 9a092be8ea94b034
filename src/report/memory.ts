/** A choice of an earlier visit; nothing where the browser refuses pages from disk their storage. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(`lossparity-${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`lossparity-${key}`, value);
  } catch {
    // The choice then ends with the page.
  }
}
