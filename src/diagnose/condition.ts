import type { SuiteCase } from "../cases/load.ts";
import type { DiagnosisArgs } from "./define.ts";
import type { Failure } from "./failure.ts";
import { reductionOf } from "./roles.ts";
import type { World } from "./world.ts";

/** A part of a loss's cases: those that give an argument a value, or do not give it. */
export interface Condition {
  readonly argument: string;
  readonly value: string | undefined;
}

/** What some failures have in common and other cases of the loss have not. */
export function conditionsOf(failures: readonly Failure[], args: DiagnosisArgs, world: World): Condition[] {
  const found = new Map<string, Condition>();
  for (const { testCase } of failures) {
    const { named } = world.factsOf(testCase);
    const kind = reductionOf(testCase, world);
    if (kind !== undefined) found.set(kind, { argument: KIND, value: kind });
    for (const argument of Object.keys(world.lossOf(testCase.loss)?.arguments ?? {})) {
      // An argument that a diagnosis is about is no condition of it.
      if (String(args.argument ?? "").includes(argument)) continue;
      const condition = { argument, value: named.get(argument) };
      found.set(conditionText(condition), condition);
    }
  }
  return [...found.values()];
}

export function meets(testCase: SuiteCase, condition: Condition | undefined, world: World): boolean {
  if (condition?.argument === KIND) return reductionOf(testCase, world) === condition.value;
  return condition === undefined || world.factsOf(testCase).named.get(condition.argument) === condition.value;
}

/** As it stands in a sentence: `where reduction=sum`. */
export function conditionText({ argument, value }: Condition): string {
  if (argument === KIND) return REDUCES[value ?? ""] ?? "";
  return value === undefined ? `${argument} is not given` : `${argument}=${value}`;
}

// --- internal ---

/** Stands for how a case reduces, whichever argument says so. */
const KIND = "";

const REDUCES: { readonly [kind: string]: string } = {
  none: "it reduces nothing",
  sum: "it adds",
  mean: "it averages",
  batchmean: "it averages over the batch",
};
