import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAnswer, compareTensor } from "../src/compare.ts";
import { scaleAllowance, widest } from "../src/diagnose/allowance.ts";
import { relate } from "../src/diagnose/relation.ts";
import { movedAxis, reduced } from "../src/diagnose/tensors.ts";
import type { Allowance } from "../src/format/case-file.ts";
import { DTYPES } from "../src/format/tensor.ts";
import { tensorProblem } from "../src/format/validate.ts";
import { roundTo } from "../src/tensor/float.ts";
import { decodeTensor, encodeTensor, stringifyJson } from "../src/tensor/json.ts";
import { numbers, sizeOf, type Tensor, unravel } from "../src/tensor/tensor.ts";
import { allowanceOf } from "../src/tolerance.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const tensors = (element: fc.Arbitrary<number> = fc.float()): fc.Arbitrary<Tensor> =>
  shapes.chain((shape) =>
    fc
      .array(element, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((data): Tensor => ({ dtype: "float32", shape, data })),
  );
const positive = fc.double({ min: 1e-9, max: 1e3, noNaN: true });
const allowances = (size: number): fc.Arbitrary<Allowance> => {
  const list = fc.array(positive, { minLength: size, maxLength: size });
  return fc.oneof(positive, list, fc.record({ below: fc.oneof(positive, list), above: fc.oneof(positive, list) }));
};

describe("compareTensor", () => {
  const judgedTensors = tensors(finite).chain((tensor) =>
    fc.record({ tensor: fc.constant(tensor), allowance: allowances(tensor.data.length) }),
  );

  test("any tensor passes against itself with the ratio 0, whatever the allowance", () => {
    fc.assert(
      fc.property(tensors(), positive, (tensor, allowance) => {
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
          const unit = (i: number, below: boolean) => {
            if (typeof allowance === "number") return allowance;
            const side = Array.isArray(allowance)
              ? allowance
              : (allowance as { below: Allowance })[below ? "below" : ("above" as "below")];
            return typeof side === "number" ? side : (side as readonly number[])[i]!;
          };
          const data = numbers(tensor).map((y, i) => y + (off[i] ?? 0) * unit(i, (off[i] ?? 0) < 0));
          const ratios = data.map((x, i) => {
            const y = Number(tensor.data[i]);
            return x === y ? 0 : Math.abs(x - y) / unit(i, x < y);
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
});

describe("allowanceOf", () => {
  const evidence = fc
    .array(fc.record({ y: finite, r: finite, noise: fc.double({ min: 0, max: 10, noNaN: true }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((elements) => ({
      golden: elements.map(({ y }) => y),
      exact: elements.map(({ y, r }) => y + r * 1e-6),
      noise: elements.map(({ noise }) => noise),
      precision: "float32" as const,
      scale: 1,
    }));
  const passes = (data: readonly number[], golden: readonly number[], allowance: Allowance) =>
    compareTensor(
      { dtype: "float64", shape: [data.length], data },
      { tensor: { dtype: "float64", shape: [golden.length], data: golden }, allowance },
    ).ok;

  test("the framework's answer, the exact one and everything between them passes", () => {
    fc.assert(
      fc.property(evidence, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
        const between = given.golden.map((y, i) => y + part * (given.exact[i]! - y));
        expect(passes(between, given.golden, allowanceOf(given))).toBe(true);
      }),
    );
  });

  test("what eight perturbed runs answered passes, and never does more noise narrow the allowance", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const noisy = given.golden.map((y, i) => y + (i % 2 === 0 ? 1 : -1) * given.noise[i]!);
        expect(passes(noisy, given.golden, allowanceOf(given))).toBe(true);
        const louder = { ...given, noise: given.noise.map((noise) => 2 * noise) };
        expect(widest(allowanceOf(louder))).toBeGreaterThanOrEqual(widest(allowanceOf(given)));
      }),
    );
  });

  test("grows with the unit: 1024 times the numbers have 1024 times the allowance, but for the floor of a unit", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const times = (list: readonly number[]) => list.map((x) => 1024 * x);
        const large = { ...given, golden: times(given.golden), exact: times(given.exact), noise: times(given.noise) };
        const [small, big] = [widest(allowanceOf(given)), widest(allowanceOf(large))];
        expect(big).toBeLessThanOrEqual(1024 * small * 1.11);
        expect(big).toBeGreaterThanOrEqual(small);
      }),
    );
  });
});

describe("tensors as JSON", () => {
  const elements = (dtype: (typeof DTYPES)[number]): fc.Arbitrary<number | boolean | bigint> => {
    if (dtype === "bool") return fc.boolean();
    if (dtype === "int64") return fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.maxSafeInteger());
    if (dtype.startsWith("float")) return fc.double().map((x) => roundTo(dtype as "float32", x));
    const bits = Number(dtype.replace(/\D/g, ""));
    return dtype.startsWith("u")
      ? fc.nat(2 ** bits - 1)
      : fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
  };

  test.each(DTYPES)("%s survives the round trip element by element, and is valid on the way", (dtype) => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(elements(dtype)), (shape, stream) => {
        const data = [...stream.take(sizeOf(shape))].map((x) =>
          typeof x === "bigint" && Number.isSafeInteger(Number(x)) ? Number(x) : x,
        );
        const json = JSON.parse(stringifyJson(encodeTensor({ dtype, shape, data })));
        expect(tensorProblem(json)).toBeUndefined();
        const back = decodeTensor(json);
        expect(back).toEqual({ dtype, shape, data });
        expect(back.data.every((x, i) => Object.is(x, data[i]))).toBe(true);
      }),
    );
  });
});

describe("what diagnoses are made of", () => {
  test("a moved axis moves back", () => {
    fc.assert(
      fc.property(tensors(finite), fc.nat(), fc.nat(), (tensor, a, b) => {
        fc.pre(tensor.shape.length > 0);
        const [from, to] = [a % tensor.shape.length, b % tensor.shape.length];
        expect(movedAxis(movedAxis(tensor, from, to), to, from)).toEqual(tensor);
      }),
    );
  });

  test("sums over one axis after the other add up to the sum of all", () => {
    fc.assert(
      fc.property(tensors(fc.integer({ min: -9, max: 9 })), (tensor) => {
        let rest = tensor;
        while (rest.shape.length > 0) rest = reduced(rest, rest.shape.length - 1, "sum");
        expect(numbers(rest)[0]! + 0).toBe(numbers(reduced(tensor, "all", "sum"))[0]! + 0);
      }),
    );
  });

  test("a tensor is equal to itself, negated against its negative, and scaled against a multiple", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(distinct, fc.integer({ min: 3, max: 90 }), (data, factor) => {
        const tensor: Tensor = { dtype: "float64", shape: [data.length], data };
        const times = (k: number): Tensor => ({ ...tensor, data: data.map((x) => k * x) });
        expect(relate(tensor, tensor).code).toBe("equal");
        expect(relate(times(-1), tensor).code).toBe("negated");
        expect(relate(times(factor), tensor)).toMatchObject({ code: "scaled", factor });
      }),
    );
  });
});
