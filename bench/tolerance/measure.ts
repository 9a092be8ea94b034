import type { SuiteCase } from "../../src/cases/load.ts";
import { parseCaseId } from "../../src/format/case-id.ts";
import { ENSEMBLE, HONEST } from "../../src/reference/honest/index.ts";
import { answerOf, type Measured, measured, valuesOf } from "../../src/run/imprecise.ts";
import { isWithin, widen } from "../../src/spread.ts";
import type { FloatName } from "../../src/tensor/float.ts";
import { CHANGES, changed, isDecidable } from "./changes.ts";
import { OTHERS, OURS, type Rule } from "./rules.ts";

export type Part = "value" | "gradient";

/** What became of one rule: honest evaluations that it fails, and changes that it lets pass though they can be told. */
export interface Tally {
  evaluations: number;
  alarms: number;
  readonly decidable: number[];
  readonly missed: number[];
}

/** A missed change, to find out why. */
export interface Miss {
  readonly testCase: SuiteCase;
  readonly one: Measured;
  readonly change: string;
  readonly isImprecise: boolean;
}

export interface Measurement {
  answers: number;
  /** By rule, part, and whether the inputs are well-conditioned. */
  readonly tallies: Map<string, Tally>;
  readonly misses: Miss[];
}

export const CAUGHT_IF_IMPRECISE = "this rule, what is marked *imprecise* counted as caught";
export const RULES: readonly string[] = [OURS.name, CAUGHT_IF_IMPRECISE, ...OTHERS.map(({ name }) => name)];

export function newMeasurement(): Measurement {
  return { answers: 0, tallies: new Map(), misses: [] };
}

export function tallyOf(of: Measurement, rule: string, part: Part, isWell: boolean): Tally {
  const key = `${rule} ${part} ${isWell}`;
  const none = () => CHANGES.map(() => 0);
  const known = of.tallies.get(key) ?? { evaluations: 0, alarms: 0, decidable: none(), missed: none() };
  of.tallies.set(key, known);
  return known;
}

/** Random inputs of full precision: nothing was put there to provoke anything. float16 is apart: its one ulp is 1e-3. */
export function isWellConditioned(id: string): boolean {
  const { family = "", dtype = "" } = parseCaseId(id) ?? {};
  return family.startsWith("random-") && !dtype.includes("float16");
}

/** Adds one case, which stands for all that share its answer. */
export function add(to: Measurement, testCase: SuiteCase): void {
  const expected = testCase.expected();
  if ("rejected" in expected) return;
  to.answers++;
  const tensors = measured(testCase.loss, expected);
  const answers = new Map(ENSEMBLE.map((member) => [member, answerOf(member, testCase)] as const));
  const isWell = isWellConditioned(testCase.id);
  for (const one of tensors) {
    const given = (member: (typeof ENSEMBLE)[number]) => {
      const answer = answers.get(member);
      return answer && valuesOf(answer, one);
    };
    for (const member of ENSEMBLE) {
      const values = given(member);
      if (values !== undefined) widen(one.spread, values);
    }
    const honest = HONEST.map(given);
    for (const rule of [OURS, ...OTHERS]) count(to, rule, one, honest, isWell);
    misses(to, testCase, one, isWell);
  }
}

// --- internal ---

const partOf = ({ input }: Measured): Part => (input === undefined ? "value" : "gradient");

function count(
  to: Measurement,
  rule: Rule,
  { expected, ...one }: Measured,
  honest: readonly (readonly number[] | undefined)[],
  isWell: boolean,
): void {
  const part = partOf({ expected, ...one });
  const names = rule === OURS ? [OURS.name, CAUGHT_IF_IMPRECISE] : [rule.name];
  // A refused call or another shape is an alarm under every rule.
  const alarms = honest.filter((values) => values === undefined || !rule.passes(values, expected, part)).length;
  for (const name of names) {
    for (const scope of isWell ? [true, false] : [false]) {
      const tally = tallyOf(to, name, part, scope);
      tally.evaluations += honest.length;
      tally.alarms += alarms;
    }
  }
}

function misses(to: Measurement, testCase: SuiteCase, one: Measured, isWell: boolean): void {
  const { expected, spread } = one;
  const part = partOf(one);
  for (const [at, change] of CHANGES.entries()) {
    const wrong = changed(spread.golden, change, expected.tensor.dtype as FloatName);
    if (!isDecidable(wrong, spread)) continue;
    const isImprecise = !isWithin(wrong, spread);
    const record = (rule: string, isMissed: boolean) => {
      for (const scope of isWell ? [true, false] : [false]) {
        const tally = tallyOf(to, rule, part, scope);
        tally.decidable[at]!++;
        if (isMissed) tally.missed[at]!++;
      }
    };
    const isMissed = OURS.passes(wrong, expected, part);
    record(OURS.name, isMissed);
    record(CAUGHT_IF_IMPRECISE, isMissed && !isImprecise);
    if (isMissed) to.misses.push({ testCase, one, change: change.name, isImprecise });
    for (const rule of OTHERS) record(rule.name, rule.passes(wrong, expected, part));
  }
}
