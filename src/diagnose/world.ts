import type { SuiteCase } from "../cases/load.ts";
import { type CaseIdParts, caseId, parseCaseId, parseIdArguments } from "../format/case-id.ts";
import type { CatalogueLoss } from "../format/catalogue.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { agrees } from "./agreement.ts";
import type { Prediction } from "./define.ts";
import { ask, callOf, changedCall, type Oracle, type OtherCall } from "./oracle.ts";

/** A case's id taken apart. */
export interface CaseFacts extends CaseIdParts {
  readonly named: ReadonlyMap<string, string>;
}

/** Everything a diagnosis may look at besides the failure itself. */
export interface World {
  readonly lossOf: (loss: string) => CatalogueLoss | undefined;
  readonly losses: () => Iterable<readonly [string, CatalogueLoss]>;
  /** The cases of a loss, failing or not, sent or not, by id. */
  readonly casesOf: (loss: string) => ReadonlyMap<string, SuiteCase>;
  readonly factsOf: (testCase: SuiteCase) => CaseFacts;
  /** The recorded case that differs in the named arguments only, named as in its id; `undefined` stands for a default. */
  readonly sibling: (testCase: SuiteCase, changes: Changes) => SuiteCase | undefined;
  /** The answer to the case's call with those changes: as recorded, or else the oracle's. */
  readonly answerTo: (testCase: SuiteCase, changes: Changes) => Prediction;
  /**
   * The answer to the case's call with other inputs, or of another loss; `undefined` without an oracle that answers the case itself rightly.
   */
  readonly asked: (testCase: SuiteCase, inputs: { readonly [parameter: string]: Tensor }, loss?: string) => Prediction;
}

/** Arguments, and optional inputs, by their names in case ids. */
export type Changes = { readonly [argument: string]: string | undefined };

export interface WorldSources {
  readonly losses: { readonly [loss: string]: CatalogueLoss };
  readonly casesOf: (loss: string) => readonly SuiteCase[];
  readonly oracle?: Oracle;
}

export function makeWorld({ losses, casesOf, oracle }: WorldSources): World {
  const cases = new Map<string, ReadonlyMap<string, SuiteCase>>();
  const facts = new WeakMap<SuiteCase, CaseFacts>();
  const trusted = new WeakMap<SuiteCase, boolean>();
  const byId = (loss: string) =>
    cached(cases, loss, () => new Map(casesOf(loss).map((testCase) => [testCase.id, testCase])));
  const factsOf = (testCase: SuiteCase) =>
    cached(facts, testCase, () => {
      const parts = parseCaseId(testCase.id) ?? { loss: testCase.loss, family: "", args: "default", dtype: "" };
      return { ...parts, named: parseIdArguments(parts.args) };
    });
  const examples = new Map<string, Map<string, SuiteCase[]>>();
  /** The cases of a loss by each argument that they give. */
  const byArgument = (loss: string) =>
    cached(examples, loss, () => {
      const giving = new Map<string, SuiteCase[]>();
      for (const testCase of byId(loss).values()) {
        for (const [name, value] of factsOf(testCase).named) {
          const known = giving.get(`${name}=${value}`);
          if (known === undefined) giving.set(`${name}=${value}`, [testCase]);
          else known.push(testCase);
        }
      }
      return giving;
    });
  const sibling: World["sibling"] = (testCase, changes) => {
    const { named, ...parts } = factsOf(testCase);
    const args = new Map(named);
    for (const [argument, value] of Object.entries(changes)) {
      if (value === undefined || value === losses[testCase.loss]?.arguments[argument]?.default) args.delete(argument);
      else args.set(argument, value);
    }
    const found = byId(testCase.loss).get(caseId({ ...parts, args }));
    return found?.raw.unstable === undefined && found !== testCase ? found : undefined;
  };
  const isTrusted = (testCase: SuiteCase, asks: Oracle) =>
    cached(trusted, testCase, () => {
      const golden = testCase.expected();
      if ("rejected" in golden) return false;
      const answer = ask(asks, testCase, golden, callOf(testCase));
      return typeof answer === "object" && agrees(answer, golden, testCase.wrt);
    });
  const askOracle = (testCase: SuiteCase, call: OtherCall): Prediction => {
    const golden = testCase.expected();
    if (oracle === undefined || "rejected" in golden || !isTrusted(testCase, oracle)) return undefined;
    return ask(oracle, testCase, golden, call);
  };
  return {
    lossOf: (loss) => losses[loss],
    losses: () => Object.entries(losses),
    casesOf: byId,
    factsOf,
    sibling,
    answerTo: (testCase, changes) => {
      const recorded = goldenOf(sibling(testCase, changes));
      if (recorded !== undefined || oracle === undefined) return recorded;
      const examples = byArgument(testCase.loss);
      const giving = (name: string, value: string) => examples.get(`${name}=${value}`) ?? [];
      const call = changedCall(testCase, changes, giving, factsOf, losses[testCase.loss]);
      return call && askOracle(testCase, call);
    },
    asked: (testCase, inputs, loss = testCase.loss) => askOracle(testCase, { loss, args: testCase.args(), inputs }),
  };
}

/** The recorded answer to a case as a prediction. */
export function goldenOf(testCase: SuiteCase | undefined): Prediction {
  if (testCase === undefined) return undefined;
  const golden = testCase.expected();
  return "rejected" in golden ? "rejected" : golden;
}

// --- internal ---

function cached<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
