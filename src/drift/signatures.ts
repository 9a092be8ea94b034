import type { CatalogueLoss } from "../format/catalogue.ts";

/** What `python/signatures.py` prints: parameter -> repr of the default, null where it has none; null for a loss that is gone. */
export interface Signatures {
  readonly losses: { readonly [loss: string]: { readonly [parameter: string]: string | null } | null };
  readonly public: { readonly [namespace: string]: readonly string[] };
}

export interface SignatureChange {
  readonly loss: string;
  /** Sentences without their subject. */
  readonly changes: readonly string[];
}

/** What happened to the recorded losses' names, parameters and defaults. */
export function signatureChanges(
  recorded: { readonly [loss: string]: Pick<CatalogueLoss, "parameters"> },
  now: Signatures,
  aliases: { readonly [loss: string]: readonly string[] } = {},
): SignatureChange[] {
  return Object.entries(now.losses)
    .map(([loss, parameters]) => ({
      loss,
      changes:
        parameters === null
          ? [gone(aliases[loss] ?? [], now)]
          : changesOf(recorded[loss]?.parameters ?? {}, parameters),
    }))
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => (a.loss < b.loss ? -1 : 1));
}

/** Public names of the losses' namespaces that sound like a loss and were none when the goldens were recorded. */
export function newLosses(known: ReadonlySet<string>, now: Signatures): string[] {
  return Object.entries(now.public)
    .flatMap(([namespace, names]) => names.map((name) => `${namespace}.${name}`))
    .filter((name) => SOUNDS.test(name.slice(name.lastIndexOf(".") + 1)) && !known.has(name))
    .sort();
}

// --- internal ---

const SOUNDS = /loss$|entropy|divergence|hinge|huber/i;

type Parameters = CatalogueLoss["parameters"];

function gone(aliases: readonly string[], { public: spaces }: Signatures): string {
  const left = aliases.filter((alias) => {
    const at = alias.lastIndexOf(".");
    return spaces[alias.slice(0, at)]?.includes(alias.slice(at + 1));
  });
  const names = left.map((alias) => `\`${alias}\``).join(", ");
  return left.length === 0
    ? "is gone"
    : `is gone under this name; ${names} ${left.length === 1 ? "is" : "are"} still there`;
}

function changesOf(before: Parameters, now: { readonly [parameter: string]: string | null }): string[] {
  const dropped = Object.keys(before).filter((name) => !(name in now));
  const added = Object.keys(now).filter((name) => !(name in before));
  const changed = Object.keys(before).filter(
    (name) => name in now && normal(before[name]?.default) !== normal(now[name] ?? undefined),
  );
  return [
    ...added.map((name) => `takes \`${name}\`${now[name] === null ? "" : ` (\`${now[name]}\`)`}`),
    ...dropped.map((name) => `no longer takes \`${name}\``),
    ...changed.map(
      (name) => `has the default ${shown(now[name])} for \`${name}\`, not ${shown(before[name]?.default)}`,
    ),
  ];
}

/** `0`, `0.0` and `0.` are one default, and so are 1e-7 and 1e-07. */
function normal(repr: string | undefined): string | undefined {
  if (repr === undefined) return undefined;
  const number = Number(repr);
  return repr.trim() === "" || Number.isNaN(number) ? repr : String(number);
}

function shown(repr: string | null | undefined): string {
  return repr === null || repr === undefined ? "none" : `\`${repr}\``;
}
