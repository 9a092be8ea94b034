import { expect, test } from "vitest";
import { gate } from "../src/baseline.ts";
import type { ResultsFile } from "../src/format/results.ts";
import { schemaProblem } from "../src/format/validate.ts";
import { renderTerminal } from "../src/reporters/terminal.ts";
import { echo, judged } from "./diagnose-adapters.ts";

const HUBER = "tf.keras.losses.Huber";

test("the terminal names each cause in a line below its loss, and what stays unexplained", async () => {
  const broken = echo([HUBER], (testCase, golden, world) => {
    const { named, family } = world.factsOf(testCase);
    // A shape of its own that no cause predicts.
    if (golden !== "rejected" && family === "zero-d") return undefined;
    if (golden !== "rejected" && testCase.id.endsWith("/random-2d/default/float32")) {
      return {
        value: { tensor: { dtype: "float32", shape: [7], data: [1, 2, 3, 4, 5, 6, 7] }, allowance: 0 },
        gradients: {},
      };
    }
    return named.has("delta") ? (world.answerTo(testCase, { delta: undefined }) ?? golden) : golden;
  });
  const outcome = await judged(broken, [HUBER]);
  const results: ResultsFile = { ...outcome, run: { startedAt: "", elapsedMs: 0, host: "" } };
  expect(schemaProblem("results file", JSON.parse(JSON.stringify(results)))).toBeUndefined();
  const lines = renderTerminal(results, gate(results, undefined, [])).split("\n");
  const at = lines.findIndex((line) => line.startsWith(`  ✗ ${HUBER}:`));
  const [claim] = results.diagnoses ?? [];
  expect(lines[at + 1]).toBe(
    `      behaves as if delta was not given (explains ${claim?.explains} of ${results.summary.fail}) ARGUMENT_IGNORED`,
  );
  expect(lines.slice(at + 1)).toContain("      1 unexplained");
});
