/** The four parts of a case id, `loss/family/args/dtype`. */
export interface CaseIdParts {
  readonly loss: string;
  readonly family: string;
  readonly args: string;
  readonly dtype: string;
}

/** Joins the parts; `args` holds the *named* values of every argument and optional input that differs from its default. */
export function caseId(parts: {
  readonly loss: string;
  readonly family: string;
  readonly args: ReadonlyMap<string, string>;
  readonly dtype: string;
}): string {
  const args = [...parts.args]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${escapeId(name)}=${escapeId(value)}`)
    .join(",");
  return `${parts.loss}/${parts.family}/${args === "" ? "default" : args}/${parts.dtype}`;
}

/** The parts of a case id, or `undefined` where it has not four of them. */
export function parseCaseId(id: string): CaseIdParts | undefined {
  const [loss, family, args, dtype, ...rest] = id.split("/");
  if (!loss || !family || !args || !dtype || rest.length > 0) return undefined;
  return { loss, family, args, dtype };
}

/** The arguments of the third part of a case id by name; empty for `default`. */
export function parseIdArguments(args: string): Map<string, string> {
  const parsed = new Map<string, string>();
  if (args === "default") return parsed;
  for (const pair of args.split(",")) {
    const at = pair.indexOf("=");
    if (at > 0) parsed.set(decodeURIComponent(pair.slice(0, at)), decodeURIComponent(pair.slice(at + 1)));
  }
  return parsed;
}

/** The characters an id may have; `,` `=` `/` separate its parts, so inside a name or value they are escaped too. */
export function escapeId(text: string): string {
  return text.replace(/[^A-Za-z0-9._+-]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}
