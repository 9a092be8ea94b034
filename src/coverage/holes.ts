import type { Catalogue, CatalogueArgument, CatalogueLoss } from "../format/catalogue.ts";
import { globMatcher } from "../format/glob.ts";
import type { Introspected, Signatures } from "../format/signatures.ts";

/** Something public that the cases do not cover, or say so without a reason. */
export interface Hole {
  readonly kind:
    | "loss"
    | "parameter"
    | "unknown-parameter"
    | "default"
    | "value"
    | "values"
    | "combinations"
    | "reason"
    | "unused-exclusion";
  /** The loss, or the pattern of an exclusion. */
  readonly name: string;
  readonly parameter?: string;
  readonly what: string;
}

/** Every difference between what the frameworks expose and what the catalogue records or excludes with a reason. */
export function findHoles(signatures: Signatures, catalogue: Catalogue): Hole[] {
  const exposed = Object.values(signatures);
  const losses = Object.assign({}, ...exposed.map((framework) => framework.losses)) as { [loss: string]: Introspected };
  const unrecorded = [
    ...Object.keys(losses).filter((loss) => catalogue.losses[loss] === undefined),
    ...exposed.flatMap(({ others }) => others),
  ];
  return [
    ...unrecorded.filter((name) => !isExcluded(name, catalogue)).map(missingLoss),
    ...catalogue.excluded.flatMap((exclusion) => exclusionHoles(exclusion, unrecorded)),
    ...Object.entries(catalogue.losses).flatMap(([name, loss]) => lossHoles(name, loss, losses[name])),
  ];
}

/** The values of an argument that a framework took at least once. */
export function acceptedValues({ values }: CatalogueArgument): string[] {
  return values.filter(({ recorded }) => recorded === "accepted" || recorded === "both").map(({ name }) => name);
}

// --- internal ---

function missingLoss(name: string): Hole {
  return { kind: "loss", name, what: "is public, and neither recorded nor excluded" };
}

function isExcluded(name: string, { excluded }: Catalogue): boolean {
  return excluded.some((exclusion) => globMatcher(exclusion.name)(name));
}

function exclusionHoles({ name, reason }: Catalogue["excluded"][number], unrecorded: readonly string[]): Hole[] {
  const matches = globMatcher(name);
  return [
    ...(reason.trim() === "" ? [{ kind: "reason", name, what: "is excluded without a reason" } as const] : []),
    ...(unrecorded.some(matches)
      ? []
      : [{ kind: "unused-exclusion", name, what: "is excluded, but not there" } as const]),
  ];
}

function lossHoles(name: string, loss: CatalogueLoss, introspected: Introspected | undefined): Hole[] {
  if (introspected === undefined) return [{ kind: "loss", name, what: "is recorded, but not public" }];
  const { construct = {}, call = {} } = introspected.parameters;
  // A class takes its arguments when constructed and its inputs when called; the two may share a name.
  const asArguments = loss.form === "class" ? construct : call;
  const known = (parameter: string) => parameter in loss.inputs || parameter in loss.arguments;
  const missing = loss.form === "class" ? Object.keys(call).filter((parameter) => !(parameter in loss.inputs)) : [];
  const unasked = Object.keys(asArguments).filter((parameter) =>
    loss.form === "class" ? !(parameter in loss.arguments) : !known(parameter),
  );
  // A module with weights of its own is given them as an input, which no signature names.
  const inputs = Object.keys(loss.inputs).filter((parameter) => loss.inputs[parameter]!.role !== "parameters");
  const unknown = [...Object.keys(loss.arguments), ...inputs].filter(
    (parameter) => !(parameter in construct) && !(parameter in call),
  );
  const hole = (kind: Hole["kind"], parameter: string, what: string): Hole => ({ kind, name, parameter, what });
  return [
    ...[...missing, ...unasked].map((parameter) => hole("parameter", parameter, "is neither recorded nor excluded")),
    ...unknown.map((parameter) =>
      hole("unknown-parameter", parameter, "is recorded, but the loss has no such parameter"),
    ),
    ...Object.entries(loss.arguments).flatMap(([parameter, argument]) => [
      ...valueHoles(argument, parameter in loss.inputs).map(({ kind, what }) => hole(kind, parameter, what)),
      ...defaultHoles(argument, (asArguments[parameter] ?? call[parameter])?.default).map((what) =>
        hole("default", parameter, what),
      ),
    ]),
  ];
}

function valueHoles(argument: CatalogueArgument, isInput: boolean): Pick<Hole, "kind" | "what">[] {
  const never = argument.values.filter(({ recorded }) => recorded === "never");
  const refused = argument.values.filter(({ recorded, suspect }) => recorded === "rejected" && !suspect);
  const holes: Pick<Hole, "kind" | "what">[] = [
    ...never.map(({ name }) => ({ kind: "value", what: `the value ${name} is in no case` }) as const),
    ...refused.map(
      ({ name }) => ({ kind: "value", what: `the value ${name} is never accepted, and not marked suspect` }) as const,
    ),
  ];
  if (argument.excluded !== undefined && argument.excluded.trim() === "")
    return [...holes, { kind: "reason", what: "is excluded without a reason" }];
  // The values of an input are its families'; an argument of the same name only says it differently (a sparse tensor).
  if (isInput || argument.excluded !== undefined) return holes;
  const accepted = acceptedValues(argument);
  return accepted.length >= 2
    ? holes
    : [...holes, { kind: "values", what: `has ${accepted.length} accepted values, not two` }];
}

/** Defaults that both sides write the same way: `None`, booleans, numbers, strings. */
function defaultHoles(argument: CatalogueArgument, repr: string | undefined): string[] {
  if (argument.default === undefined || repr === undefined) return [];
  const names = defaultNames(repr);
  return names.length === 0 || names.includes(argument.default)
    ? []
    : [`has the default ${repr}, the catalogue says ${argument.default}`];
}

function defaultNames(repr: string): string[] {
  // An input that an argument can replace: its default is the input itself.
  if (repr === "None") return ["none", "input"];
  if (repr === "True" || repr === "False") return [repr.toLowerCase()];
  if (/^'.*'$/.test(repr)) return [repr.slice(1, -1)];
  return repr.trim() !== "" && !Number.isNaN(Number(repr)) ? [String(Number(repr))] : [];
}
