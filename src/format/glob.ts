/** Whether a text matches a GLOB: `*` matches any run, `/` included, `?` one character, all else itself. */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const wanted = [...pattern.replace(/\*+/g, "*")];
  return (text) => matchesGlob(wanted, text);
}

// --- internal ---

/**
 * Goes back to the last `*` only, which is enough for globs and at worst pattern × text steps. Adapters declare patterns: as a
 * regular expression, `*a*a*a*a*a*a*b` takes most of a minute on eighty characters.
 */
function matchesGlob(pattern: readonly string[], text: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const width = text.codePointAt(at)! > 0xffff ? 2 : 1;
    if (pattern[p] === "*") {
      star = p++;
      resume = at;
    } else if (pattern[p] === "?" || pattern[p] === text.slice(at, at + width)) {
      p++;
      at += width;
    } else if (star >= 0) {
      resume += text.codePointAt(resume)! > 0xffff ? 2 : 1;
      at = resume;
      p = star + 1;
    } else return false;
  }
  return p === pattern.length || (p === pattern.length - 1 && pattern[p] === "*");
}
