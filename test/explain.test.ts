import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { SuiteCase } from "../src/cases/load.ts";
import { main } from "../src/cli/main.ts";
import { compareTensor } from "../src/compare.ts";
import type { Framework } from "../src/format/case-file.ts";
import { packagedSuite } from "../src/run/package.ts";
import { coreIds } from "../src/run/profile.ts";
import { javascriptSnippet } from "../src/snippets/javascript.ts";
import { pythonSnippet } from "../src/snippets/python.ts";
import { decodeTensor } from "../src/tensor/json.ts";
import { isLeftOut } from "./installed.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const suite = packagedSuite();

/** Of each loss some cases of the core profile, evenly taken, and one of each way to reject. */
function sample(framework: Framework) {
  return suite.manifest.files
    .filter((file) => file.framework === framework)
    .flatMap((file) => {
      const core = coreIds(suite.casesOf(file).map(({ id }) => id));
      const cases = suite.casesOf(file).filter(({ id, raw }) => core.has(id) && raw.unstable === undefined);
      const step = Math.max(1, Math.floor(cases.length / 6));
      const rejections = new Map(
        cases.flatMap((testCase) => {
          const expected = testCase.expected();
          return "rejected" in expected ? [[`${expected.rejected.phase} ${expected.rejected.error}`, testCase]] : [];
        }),
      );
      return [...new Set([...cases.filter((_, i) => i % step === 0), ...rejections.values()])].map((testCase) => ({
        testCase,
        file,
      }));
    });
}

/** Runs snippets in one interpreter, and gives what each printed or raised. */
const HARNESS = `
import contextlib, io, json, sys, warnings
warnings.simplefilter("ignore")
def flat(x):
    return [y for item in x for y in flat(item)] if isinstance(x, list) else [x if not isinstance(x, float) or abs(x) < float("inf") else str(x)]
for line in sys.stdin:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(json.loads(line), {})
        answer = {}
        for printed in out.getvalue().splitlines():
            at = min(i for i in (printed.find("["), printed.rfind(" ") + 1) if i > 0)
            answer[printed[:at].strip()] = flat(eval(printed[at:], {"nan": float("nan"), "inf": float("inf")}))
    except Exception as error:
        answer = {"raises": type(error).__name__, "message": str(error)[:300]}
    sys.__stdout__.write("@" + json.dumps(answer) + "\\n")
`;

type Answer = Record<string, (number | string | boolean)[]> & { raises?: string; message?: string };

function runPython(python: string, snippets: readonly string[]): Answer[] {
  const stdout = execFileSync(path.join(ROOT, ".venvs", python, "bin", "python"), ["-c", HARNESS], {
    input: snippets.map((snippet) => `${JSON.stringify(snippet)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", CUDA_VISIBLE_DEVICES: "-1", ATEN_CPU_CAPABILITY: "default" },
  });
  const lines = stdout.split("\n").filter((line) => line.startsWith("@"));
  return lines.map((line) => JSON.parse(line.slice(1)));
}

/** What is wrong with an answer, or nothing. */
function problem(testCase: SuiteCase, answer: Answer): string | undefined {
  const expected = testCase.expected();
  if ("rejected" in expected) {
    return answer.raises === expected.rejected.error ? undefined : `${JSON.stringify(answer)} is no rejection`;
  }
  const tensors = { value: expected.value, ...expected.gradients };
  for (const [name, golden] of Object.entries(tensors)) {
    const data = answer[name === "value" ? "value" : `gradient of ${name}`];
    if (data === undefined) return `no ${name} in ${JSON.stringify(answer)}`;
    const spelled = data.map((element) =>
      typeof element === "string" ? element.replace("nan", "NaN").replace("inf", "Infinity") : element,
    );
    const { dtype, shape } = golden.tensor;
    const comparison = compareTensor(decodeTensor({ dtype, shape, data: spelled }), golden);
    if (!comparison.ok) return `${name} ${JSON.stringify(comparison)}`;
  }
  return undefined;
}

describe.skipIf(isLeftOut("frameworks"))("the Python snippets reproduce their cases in the real frameworks", () => {
  test.each([
    ["pytorch", "pytorch-1.7"],
    ["tensorflow", "tensorflow-2.3"],
  ] as const)("%s", (framework, venv) => {
    const cases = sample(framework);
    expect(cases.length).toBeGreaterThan(50);
    const { version } = suite.manifest.frameworks[framework]!;
    const answers = runPython(
      venv,
      cases.map(({ testCase, file }) => pythonSnippet(testCase, file, version)),
    );
    expect(answers.length).toBe(cases.length);
    const problems = cases.flatMap(({ testCase }, i) => {
      const wrong = problem(testCase, answers[i]!);
      return wrong === undefined ? [] : [`${testCase.id}: ${wrong}`];
    });
    expect(problems).toEqual([]);
  });
});

test("the JavaScript snippet asks an adapter what the suite asks", () => {
  const cwd = mkdtempSync(path.join(tmpdir(), "lossparity-snippet-"));
  writeFileSync(path.join(cwd, "my-adapter.mjs"), "export default { evaluate: async (call) => call };");
  for (const framework of ["pytorch", "tensorflow"] as const) {
    const cases = sample(framework).map(({ testCase }) => testCase);
    const step = Math.floor(cases.length / 5);
    for (const testCase of cases.filter((_, i) => i % step === 0)) {
      const code = javascriptSnippet(testCase, "./my-adapter.mjs").replace(
        /console\.dir\((.*), \{.*/,
        'console.log(JSON.stringify($1, (_, value) => (typeof value === "bigint" || !Number.isFinite(value ?? 0) && typeof value === "number" || Object.is(value, -0) ? (Object.is(value, -0) ? "-0" : String(value)) : value)));',
      );
      writeFileSync(path.join(cwd, "snippet.mjs"), code);
      const { stdout, stderr } = spawnSync(process.execPath, ["snippet.mjs"], { cwd, encoding: "utf8" });
      expect(stderr).toBe("");
      const asked = JSON.parse(stdout);
      const plain = (value: unknown) =>
        JSON.parse(
          JSON.stringify(value, (_, member) =>
            typeof member === "bigint" || (typeof member === "number" && !Number.isFinite(member))
              ? String(member)
              : Object.is(member, -0)
                ? "-0"
                : member,
          ),
        );
      expect(asked).toMatchObject({
        id: testCase.id,
        loss: testCase.loss,
        args: plain(testCase.args()),
        inputs: plain(testCase.inputs()),
      });
      if (asked.cotangent) expect(asked.cotangent).toEqual(plain(testCase.cotangent()));
    }
  }
});

test("explain says what is allowed and why, and prints one snippet alone where asked", async () => {
  const explain = async (...argv: string[]) => {
    let out = "";
    const write = (text: string) => {
      out += text;
    };
    const code = await main({ argv: ["explain", ...argv], cwd: ROOT, env: {}, stdout: { write }, stderr: { write } });
    return { code, out };
  };
  const id = "tf.keras.losses.Huber/random-2d/delta=0.5,reduction=sum/float32";
  const { out } = await explain(id);
  expect(out).toMatch(/allowed {2}±\S+, at most \d+ ulps of the largest element/);
  expect(out).toContain("tolerance  measured on this very call");
  expect(out).toContain("pip install tensorflow==2.3.4");
  expect(out).toContain('tf.keras.losses.Huber(delta=0.5, reduction="sum")');
  expect((await explain(id, "--snippet", "javascript", "--adapter", "./mine.mjs")).out).toMatch(
    /^\/\/ tf\.keras.*\nimport adapter from "\.\/mine\.mjs";/,
  );
  expect((await explain(id, "--snippet", "python")).out).toMatch(/^# tf\.keras/);
  expect(await explain(id, "--snippet", "ruby")).toMatchObject({ code: 2 });
});
