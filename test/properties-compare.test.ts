import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAnswer, compareTensor, isDecisive } from "../src/compare.ts";
import { scaleAllowance } from "../src/diagnose/allowance.ts";
import { DTYPES } from "../src/format/tensor.ts";
import { numbers, type Tensor, unravel } from "../src/tensor/tensor.ts";
import { allowances, anyTensor, finite, grantedAt, positive, shapes, tensors } from "./arbitraries.ts";

const judgedTensors = tensors(finite).chain((tensor) =>
  fc.record({ tensor: fc.constant(tensor), allowance: allowances(tensor.data.length) }),
);
const CLASSES = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1.5, -2] as const;
const anyClass = fc.constantFrom(...CLASSES);
const vector = (...data: readonly number[]): Tensor => ({ dtype: "float32", shape: [data.length], data });

describe("compareTensor", () => {
  test("any tensor of any dtype passes against itself with the ratio 0, whatever the allowance", () => {
    fc.assert(
      fc.property(anyTensor, fc.oneof(fc.constant(0), positive), (tensor, allowance) => {
        expect(compareTensor(tensor, { tensor, allowance })).toMatchObject({ ok: true, ratio: 0, differing: 0 });
      }),
    );
  });

  test("passes exactly if no element is further off than allowed, and the ratio says by how much", () => {
    fc.assert(
      fc.property(
        judgedTensors,
        fc.array(fc.double({ min: -3, max: 3, noNaN: true })),
        ({ tensor, allowance }, off) => {
          const data = numbers(tensor).map((y, i) => y + (off[i] ?? 0) * grantedAt(allowance, i, (off[i] ?? 0) < 0));
          const ratios = data.map((x, i) => {
            const y = Number(tensor.data[i]);
            return x === y ? 0 : Math.abs(x - y) / grantedAt(allowance, i, x < y);
          });
          const { ok, ratio, differing } = compareTensor({ ...tensor, data }, { tensor, allowance });
          expect(ratio).toBe(Math.max(0, ...ratios));
          expect(differing).toBe(ratios.filter((each) => each > 1).length);
          expect(ok).toBe(differing === 0);
        },
      ),
    );
  });

  test("what passes still passes with a wider allowance", () => {
    fc.assert(
      fc.property(judgedTensors, positive, ({ tensor, allowance }, step) => {
        const actual = { ...tensor, data: numbers(tensor).map((x) => x + step) };
        const wider = scaleAllowance(allowance, 3);
        const narrow = compareTensor(actual, { tensor, allowance });
        const wide = compareTensor(actual, { tensor, allowance: wider });
        expect(wide.ratio).toBeLessThanOrEqual(narrow.ratio);
        if (narrow.ok) expect(wide.ok).toBe(true);
      }),
    );
  });

  test("what is further off is never judged better", () => {
    fc.assert(
      fc.property(judgedTensors, positive, positive, ({ tensor, allowance }, step, more) => {
        const off = (by: number) => ({ ...tensor, data: numbers(tensor).map((y) => y + by) });
        const near = compareTensor(off(step), { tensor, allowance });
        const far = compareTensor(off(step + more), { tensor, allowance });
        expect(far.ratio).toBeGreaterThanOrEqual(near.ratio);
        if (far.ok) expect(near.ok).toBe(true);
      }),
    );
  });

  test("NaN matches NaN, infinities match by sign, zeros of both signs are one, and no allowance changes that", () => {
    fc.assert(
      fc.property(anyClass, anyClass, fc.oneof(fc.constant(0), positive), finite, (x, y, allowance, other) => {
        const isMatch = Number.isNaN(y) ? Number.isNaN(x) : x === y;
        const isFinitePair = Number.isFinite(x) && Number.isFinite(y);
        const { ok, kind, ratio } = compareTensor(vector(other, x), { tensor: vector(other, y), allowance });
        if (isMatch) expect({ ok, ratio }).toEqual({ ok: true, ratio: 0 });
        else if (isFinitePair) expect(ok).toBe(Math.abs(x - y) <= allowance);
        else expect({ ok, kind, ratio }).toEqual({ ok: false, kind: "nonfinite", ratio: Number.POSITIVE_INFINITY });
      }),
      { numRuns: 500 },
    );
  });

  test("actual and expected change places without changing the verdict, where the allowance has no sides", () => {
    const pairs = fc.tuple(tensors(fc.oneof(finite, anyClass)), fc.array(fc.oneof(finite, anyClass)));
    fc.assert(
      fc.property(pairs, positive, ([a, others], allowance) => {
        const b = { ...a, data: a.data.map((x, i) => others[i] ?? x) };
        const [there, back] = [compareTensor(a, { tensor: b, allowance }), compareTensor(b, { tensor: a, allowance })];
        const facts = ({ ok, kind, ratio, differing, worst }: typeof there) => [
          ok,
          kind,
          ratio,
          differing,
          worst?.index,
        ];
        expect(facts(back)).toEqual(facts(there));
      }),
    );
  });

  test("another shape fails, of the same size too; another dtype does not", () => {
    fc.assert(
      fc.property(
        tensors(fc.integer({ min: 0, max: 9 })),
        shapes,
        fc.constantFrom(...DTYPES),
        (tensor, shape, dtype) => {
          fc.pre(shape.join() !== tensor.shape.join());
          const inflated = { ...tensor, shape: [...tensor.shape, 1] };
          for (const actual of [{ ...tensor, shape }, inflated])
            expect(compareTensor(actual, { tensor, allowance: 1e9 })).toMatchObject({ ok: false, kind: "shape" });
          expect(
            compareTensor({ ...tensor, dtype: dtype === "bool" ? "int8" : dtype }, { tensor, allowance: 0 }).ok,
          ).toBe(true);
        },
      ),
    );
  });

  test("the worst element it names is one that fails", () => {
    fc.assert(
      fc.property(tensors(finite), fc.nat(), (tensor, at) => {
        fc.pre(tensor.data.length > 0);
        const i = at % tensor.data.length;
        const data = numbers(tensor).map((x, k) => (k === i ? x + 5 : x));
        const { worst, ok } = compareTensor({ ...tensor, data }, { tensor, allowance: 1 });
        expect(ok).toBe(false);
        expect(worst?.index).toEqual(unravel(i, tensor.shape));
      }),
    );
  });

  test("a case decides exactly if no element is granted more than 1e-3 of the largest one", () => {
    fc.assert(
      fc.property(judgedTensors, fc.constantFrom(1, 1e-3, 1e-6), ({ tensor, allowance }, part) => {
        const largest = Math.max(0, ...numbers(tensor).map(Math.abs));
        const scaled = scaleAllowance(allowance, part);
        const both = [true, false];
        const widest = Math.max(
          0,
          ...tensor.data.flatMap((_, i) => both.map((isBelow) => grantedAt(scaled, i, isBelow))),
        );
        const expected = { tensor, allowance: scaled };
        expect(isDecisive(expected)).toBe(largest === 0 || widest <= 1e-3 * largest);
        expect(compareTensor(tensor, expected).notDecisive).toBe(!isDecisive(expected));
      }),
    );
  });
});

describe("compareAnswer", () => {
  test("an answer passes exactly if its value and each gradient does", () => {
    fc.assert(
      fc.property(tensors(finite), fc.boolean(), fc.boolean(), (tensor, isValueRight, isGradientRight) => {
        fc.pre(tensor.data.length > 0);
        const expected = { value: { tensor, allowance: 1 }, gradients: { x: { tensor, allowance: 1 } } };
        const off = { ...tensor, data: numbers(tensor).map((x) => x + 9) };
        const actual = { value: isValueRight ? tensor : off, gradients: { x: isGradientRight ? tensor : off } };
        const outcome = compareAnswer(actual, expected, ["x"]);
        expect(outcome.ok).toBe(isValueRight && isGradientRight);
        expect(outcome.kind).toBe(!isValueRight ? "value" : isGradientRight ? undefined : "gradient");
      }),
    );
  });

  test("a gradient left out is missing, and what is left is judged as if it had not been asked for", () => {
    fc.assert(
      fc.property(
        tensors(finite),
        fc.subarray(["a", "b", "c"]),
        fc.double({ min: 0, max: 2 }),
        (tensor, given, off) => {
          const golden = { tensor, allowance: 1 };
          const expected = { value: golden, gradients: { a: golden, b: golden, c: golden } };
          const shifted = { ...tensor, data: numbers(tensor).map((x) => x + (Number.isNaN(off) ? 0 : off)) };
          const gradients = Object.fromEntries(given.map((input) => [input, shifted]));
          const outcome = compareAnswer({ value: tensor, gradients }, expected, ["a", "b", "c"]);
          const asked = compareAnswer({ value: tensor, gradients }, expected, given);
          expect(outcome.ok).toBe(asked.ok);
          if (outcome.ok) expect([...given, ...outcome.gradientsMissing].sort()).toEqual(["a", "b", "c"]);
        },
      ),
    );
  });
});
