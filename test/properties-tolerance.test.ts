import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTensor } from "../src/compare.ts";
import type { Allowance } from "../src/format/case-file.ts";
import { isWithin, type Spread, spreadOf, widen } from "../src/spread.ts";
import { type FloatName, roundTo, ulp } from "../src/tensor/float.ts";
import { allowanceOf, type Evidence, FLOOR } from "../src/tolerance.ts";
import { FLOATS, finite, floatOf, grantedAt } from "./arbitraries.ts";

/** What is measured of one element; the float64 answer may be the golden, near, far, or none. */
const element = (precision: FloatName) =>
  fc
    .record({
      y: fc.oneof(finite, floatOf(precision)),
      apart: fc.oneof(fc.constant(0), fc.double({ min: -1e-3, max: 1e-3, noNaN: true }), fc.constant(Number.NaN)),
      noise: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 10, noNaN: true })),
    })
    // Differences of the largest numbers would overflow; a golden that large has none in the recordings.
    .filter(({ y }) => !Number.isFinite(y) || Math.abs(y) < 1e30);

const evidence: fc.Arbitrary<Evidence> = fc
  .tuple(fc.constantFrom(...FLOATS), fc.constantFrom(1, 0.25))
  .chain(([precision, scale]) =>
    fc.array(element(precision), { minLength: 1, maxLength: 8 }).map((elements) => ({
      golden: elements.map(({ y }) => y),
      exact: elements.map(({ y, apart }) => y + Math.abs(y) * apart),
      noise: elements.map(({ noise }) => noise),
      precision,
      scale,
    })),
  );

/** The formula of docs/tolerance.md, written a second time: below and above, before anything is rounded or condensed. */
function formula({ golden, exact, noise, precision, scale }: Evidence, i: number): readonly [number, number] {
  const y = golden[i]!;
  const r = Number.isFinite(exact[i]!) ? exact[i]! : y;
  const largest = Math.max(0, ...golden.filter(Number.isFinite).map(Math.abs));
  const unit = ulp(precision, roundTo(precision, Math.max(Math.abs(y), Math.abs(r))));
  const { relative, absolute } = FLOOR[precision];
  const t =
    8 * (Number.isNaN(unit) ? 0 : unit) + 4 * noise[i]! + 2 * Math.abs(y - r) + relative * (largest + scale) + absolute;
  return [t + Math.max(0, y - r), t + Math.max(0, r - y)];
}

/** Every number that an allowance grants to a finite element. */
function granted(allowance: Allowance, { golden }: Evidence): number[] {
  return golden.flatMap((y, i) =>
    Number.isFinite(y) ? [grantedAt(allowance, i, true), grantedAt(allowance, i, false)] : [],
  );
}

const passes = (data: readonly number[], golden: readonly number[], allowance: Allowance) =>
  compareTensor(
    { dtype: "float64", shape: [data.length], data },
    { tensor: { dtype: "float64", shape: [golden.length], data: golden }, allowance },
  ).ok;

describe("allowanceOf", () => {
  test("grants what the formula says, rounded outward only, and never more than four times as much", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const allowance = allowanceOf(given);
        for (const [i, y] of given.golden.entries()) {
          if (!Number.isFinite(y)) continue;
          const [below, above] = formula(given, i);
          for (const [wanted, stored] of [
            [below, grantedAt(allowance, i, true)],
            [above, grantedAt(allowance, i, false)],
          ] as const) {
            // A binary number just above a decimal one of two digits is no more than rounding away from it.
            expect(stored).toBeGreaterThanOrEqual(wanted * (1 - 1e-11));
            expect(stored).toBeLessThanOrEqual(4 * wanted * 1.1001);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("has two digits, and is one number where the elements allow it", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const allowance = allowanceOf(given);
        const stored = granted(allowance, given);
        for (const each of stored) expect(Number(each.toPrecision(2))).toBe(each);
        const exact = given.golden.flatMap((y, i) => (Number.isFinite(y) ? formula(given, i) : []));
        if (exact.length > 0 && Math.max(...exact) <= 3.99 * Math.min(...exact))
          expect(typeof allowance).toBe("number");
        if (exact.length > 0 && Math.max(...exact) > 4.01 * Math.min(...exact)) expect(typeof allowance).toBe("object");
      }),
    );
  });

  test("the framework's answer, the exact one and everything between them passes", () => {
    fc.assert(
      fc.property(evidence, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
        const between = given.golden.map((y, i) => {
          const r = given.exact[i]!;
          return Number.isFinite(y) && Number.isFinite(r) ? y + part * (r - y) : y;
        });
        expect(passes(between, given.golden, allowanceOf(given))).toBe(true);
      }),
    );
  });

  test("what eight perturbed runs answered passes", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const noisy = given.golden.map((y, i) => y + (i % 2 === 0 ? 1 : -1) * given.noise[i]!);
        expect(passes(noisy, given.golden, allowanceOf(given))).toBe(true);
      }),
    );
  });

  test("an answer that is off by ten times what the formula grants fails", () => {
    fc.assert(
      fc.property(evidence, fc.nat(), fc.boolean(), (given, at, isBelow) => {
        const i = at % given.golden.length;
        const y = given.golden[i]!;
        fc.pre(Number.isFinite(y));
        const [below, above] = formula(given, i);
        const z = isBelow ? y - 10 * below : y + 10 * above;
        const data = given.golden.map((golden, k) => (k === i ? z : golden));
        expect(passes(data, given.golden, allowanceOf(given))).toBe(false);
      }),
    );
  });

  test("more noise, a larger framework error and a larger scale narrow nothing", () => {
    fc.assert(
      fc.property(evidence, fc.constantFrom("noise", "exact", "scale"), (given, what) => {
        const more: Evidence = {
          ...given,
          ...(what === "noise" && { noise: given.noise.map((noise) => 2 * noise + 1e-6) }),
          ...(what === "exact" && { exact: given.exact.map((r, i) => r + (r - given.golden[i]!)) }),
          ...(what === "scale" && { scale: 2 * given.scale }),
        };
        const [before, after] = [granted(allowanceOf(given), given), granted(allowanceOf(more), given)];
        const [narrow, wide] = [Math.max(...before), Math.max(...after)];
        if (before.length > 0) expect(wide).toBeGreaterThanOrEqual(narrow);
      }),
    );
  });

  test("has no side: the negated evidence grants below what the other grants above", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const negated = { ...given, golden: given.golden.map((y) => -y), exact: given.exact.map((r) => -r) };
        const [one, other] = [allowanceOf(given), allowanceOf(negated)];
        for (const [i, y] of given.golden.entries()) {
          if (!Number.isFinite(y)) continue;
          expect(grantedAt(other, i, true)).toBe(grantedAt(one, i, false));
          expect(grantedAt(other, i, false)).toBe(grantedAt(one, i, true));
        }
      }),
    );
  });

  test("grows with the unit: 1024 times the numbers have 1024 times the allowance, but for the floor of a unit", () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const times = (list: readonly number[]) => list.map((x) => 1024 * x);
        const large = { ...given, golden: times(given.golden), exact: times(given.exact), noise: times(given.noise) };
        const [small, big] = [granted(allowanceOf(given), given), granted(allowanceOf(large), given)];
        fc.pre(small.length > 0);
        expect(Math.max(...big)).toBeLessThanOrEqual(1024 * Math.max(...small) * 1.11);
        expect(Math.max(...big)).toBeGreaterThanOrEqual(Math.max(...small));
      }),
    );
  });
});

describe("the spread of honest evaluations", () => {
  const evaluations = fc.integer({ min: 1, max: 5 }).chain((size) => {
    const list = fc.array(fc.oneof(finite, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)), {
      minLength: size,
      maxLength: size,
    });
    const drawn = fc.record({ golden: list, others: fc.array(list, { maxLength: 4 }), actual: list });
    // What is not finite in the golden is matched, or the answer would have failed before anyone asked.
    const matched = (golden: readonly number[]) => (values: readonly number[]) =>
      values.map((z, i) => (Number.isFinite(golden[i]!) ? z : golden[i]!));
    return drawn.map(({ golden, others, actual }) => ({
      golden,
      others: others.map(matched(golden)),
      actual: matched(golden)(actual),
    }));
  });
  const spreadBy = (golden: readonly number[], others: readonly (readonly number[])[]): Spread => {
    const spread = spreadOf(golden, "float32");
    for (const values of others) widen(spread, values);
    return spread;
  };

  test("holds the framework's answer, and that of everyone who was asked", () => {
    fc.assert(
      fc.property(evaluations, ({ golden, others }) => {
        const spread = spreadBy(golden, others);
        for (const values of [golden, ...others]) expect(isWithin(values, spread)).toBe(true);
      }),
    );
  });

  test("never leaves out what it held before, and does not ask in which order it grew", () => {
    fc.assert(
      fc.property(evaluations, ({ golden, others, actual }) => {
        const whole = spreadBy(golden, others);
        for (const [n] of others.entries())
          if (isWithin(actual, spreadBy(golden, others.slice(0, n)))) expect(isWithin(actual, whole)).toBe(true);
        expect(spreadBy(golden, [...others].reverse())).toEqual(whole);
      }),
    );
  });

  test("takes no notice of one that leaves the range where the framework does not", () => {
    fc.assert(
      fc.property(
        evaluations,
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
        (drawn, out) => {
          const { golden, others } = drawn;
          const gone = golden.map((y) => (Number.isFinite(y) ? out : y));
          expect(spreadBy(golden, [...others, gone])).toEqual(spreadBy(golden, others));
        },
      ),
    );
  });

  test("leaves out what is 8 ulp, twice its width and the floor away, and nothing nearer", () => {
    fc.assert(
      fc.property(evaluations, fc.nat(), fc.boolean(), ({ golden, others }, at, isBelow) => {
        const spread = spreadBy(golden, others);
        const i = at % golden.length;
        const [low, high] = [spread.low[i]!, spread.high[i]!];
        fc.pre(Number.isFinite(low) && Number.isFinite(high));
        const largest = Math.max(0, ...golden.filter(Number.isFinite).map(Math.abs));
        const unit = ulp("float32", Math.fround(Math.max(Math.abs(low), Math.abs(high))));
        const reach = 8 * unit + 2 * (high - low) + 2 ** -23 * largest + 2 ** -126;
        const from = isBelow ? low : high;
        const held = (by: number) =>
          isWithin(
            golden.map((y, k) => (k === i ? from + (isBelow ? -by : by) : y)),
            spread,
          );
        expect(held(reach * 0.999)).toBe(true);
        expect(held(reach * 1.001)).toBe(false);
      }),
    );
  });
});
