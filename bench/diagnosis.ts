import path from "node:path";
import { type Adapter, type AdapterResult, type Call, unsupported } from "../src/adapter.ts";
import { loadSuite } from "../src/cases/load.ts";
import { DTYPES } from "../src/format/tensor.ts";
import { runInProcess } from "../src/run/run.ts";
import { selectCases } from "../src/run/select.ts";
import { numbers, type Tensor } from "../src/tensor/tensor.ts";

/**
 * What a verdict costs: a run of an adapter that reads its call and knows the answer against one of an adapter that reads its call and does
 * nothing, and what it takes to explain the failures of one that negates every answer. The first two alternate, because this kind of machine is
 * noisy. An adapter that does not even look at its call shows what reading costs: cases are parsed when something asks for them.
 */
const CASES = path.resolve(import.meta.dirname, "../cases");
const ROUNDS = 5;

const known = new Map<string, AdapterResult>();
const answered = loadSuite(CASES, "bench");
for (const testCase of selectCases(answered, {})) {
  const golden = testCase.expected();
  if ("rejected" in golden) continue;
  const gradients = Object.entries(golden.gradients).map(([input, { tensor }]) => [input, tensor]);
  known.set(testCase.id, { value: golden.value.tensor, gradients: Object.fromEntries(gradients) });
}

const adapterOf = (evaluate: Adapter["evaluate"]): Adapter => ({
  name: "bench",
  version: "0",
  losses: ["*"],
  dtypes: DTYPES,
  gradients: true,
  evaluate,
});
const nothing = unsupported("nothing");
const blind = adapterOf(() => nothing);
const noop = adapterOf((call) => (isRead(call) ? nothing : refuse()));
const echo = adapterOf((call) => (isRead(call) ? known.get(call.id) : undefined) ?? refuse());
const negated = adapterOf(({ id }) => {
  const { value, gradients = {} } = known.get(id) ?? refuse();
  const turned = Object.entries(gradients).map(([input, tensor]) => [input, minus(tensor as Tensor)]);
  return { value: minus(value as Tensor), gradients: Object.fromEntries(turned) };
});

const base: number[] = [];
const judged: number[] = [];
await timed(noop);
for (let round = 0; round < ROUNDS; round++) {
  base.push((await timed(noop)).ms);
  judged.push((await timed(echo)).ms);
}
const cost = median(judged);
console.log(`run with an adapter that is blind:     ${(await timed(blind)).ms.toFixed(0)} ms`);
console.log(`run with one that reads its calls:     ${median(base).toFixed(0)} ms`);
console.log(
  `run with one that knows the answers:   ${cost.toFixed(0)} ms, ${(cost / median(base)).toFixed(2)}× (goal ≤ 1.5×)`,
);

const wrong = await timed(negated, false);
const explained = await timed(negated);
console.log(
  `${explained.failures} failures: judged in ${(wrong.ms / 1000).toFixed(1)} s, judged and explained in ${(explained.ms / 1000).toFixed(1)} s (goal ≤ 60 s for 60,000)`,
);

/** Looks at everything that the call has. */
function isRead({ id, args, inputs, wrt, cotangent }: Call): boolean {
  return id !== "" && args !== null && inputs !== null && wrt !== null && cotangent !== null;
}

function refuse(): never {
  throw new Error("no");
}

function minus(tensor: Tensor): Tensor {
  return { ...tensor, data: numbers(tensor).map((x) => -x) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function timed(adapter: Adapter, diagnose = true): Promise<{ readonly ms: number; readonly failures: number }> {
  const suite = loadSuite(CASES, "bench");
  const startedAt = performance.now();
  const cases = selectCases(suite, {});
  const options = { suite, cases, timeoutMs: 1000, jobs: 1, signal: new AbortController().signal, diagnose };
  const { summary } = await runInProcess(adapter, options);
  return { ms: performance.now() - startedAt, failures: summary.fail };
}
