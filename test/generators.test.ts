import { describe, expect, test } from "vitest";
import { CONCEPTS } from "../generators/catalogue/index.ts";
import { coveringArray, type Domains } from "../generators/choices.ts";
import { domain, literal } from "../generators/domains.ts";
import { expand, familiesFor } from "../generators/expand.ts";
import { cast } from "../generators/variants.ts";
import { parseCaseId } from "../src/format/case-id.ts";
import { stringifyJson } from "../src/tensor/json.ts";

const planned = CONCEPTS.flatMap((concept) =>
  concept.losses.map((loss) => ({ concept, loss, calls: expand(concept, loss) })),
);

describe("the catalogue", () => {
  test("every id is unique, has four parts and only the characters an id may have", () => {
    const ids = planned.flatMap(({ calls }) => calls.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[A-Za-z0-9._/=,+%-]+$/);
      expect(parseCaseId(id)?.dtype).toMatch(/^(float16|float32|float64|int32|int64)(\+\w+\.float(32|64))*$/);
    }
  });

  test("the full product of its arguments is recorded on each full family of a loss, of which there are some", () => {
    for (const { concept, loss, calls } of planned) {
      const domains = [...Object.values(loss.args), ...Object.values(loss.optionalInputs ?? {})];
      const size = domains.reduce((all, { values, single }) => all * (single ? 1 : values.length), 1);
      const full = familiesFor(concept, loss).filter((family) => family.full);
      for (const family of full.slice(1)) {
        const recorded = calls.filter((call) => call.family === family && call.id.endsWith("/float32")).length;
        expect([loss.loss, family.name, recorded <= size, recorded > 0]).toEqual([loss.loss, family.name, true, true]);
      }
      const canonical = calls.filter(
        ({ id }) => id.startsWith(`${loss.loss}/${full[0]!.name}/`) && id.endsWith("/float32"),
      );
      const suspect = domains.reduce((all, domain) => all + (domain.suspect?.length ?? 0), 0);
      const alone = domains.reduce((all, { single, values }) => all + (single ? values.length - 1 : 0), 0);
      expect([loss.loss, canonical.length]).toEqual([loss.loss, size + suspect + alone]);
    }
  });

  test("the members of a concept get the same raw inputs", () => {
    for (const concept of CONCEPTS) {
      for (const family of concept.families) {
        expect(stringifyJson(family.build("float32"))).toBe(stringifyJson(family.build("float32")));
      }
    }
    const [tf, torch] = ["tf.keras.losses.mean_squared_error", "torch.nn.functional.mse_loss"].map(
      (name) =>
        planned.find(({ loss }) => loss.loss === name)!.calls.find(({ id }) => id.includes("/random-2d/default/"))!,
    );
    expect(tf!.inputs.y_pred).toEqual(torch!.inputs.input);
    expect(tf!.inputs.y_true).toEqual(torch!.inputs.target);
  });

  test("a reduction of null and one called none are two cases", () => {
    const ids = expand(
      CONCEPTS.find(({ name }) => name === "huber")!,
      CONCEPTS.find(({ name }) => name === "huber")!.losses[0]!,
    ).map(({ id }) => id);
    expect(ids).toContain("tf.keras.losses.Huber/random-2d/reduction=none/float32");
    expect(ids).toContain("tf.keras.losses.Huber/random-2d/reduction=null/float32");
    expect(ids).toContain("tf.keras.losses.Huber/random-2d/delta=0.5,reduction=sum/float32");
  });
});

test("a covering array has every pair of values, the defaults first, in far fewer rows than the product", () => {
  const sizes = [4, 3, 5, 2, 3];
  const domains: Domains = new Map(
    sizes.map((size, at) => [`p${at}`, domain(Array.from({ length: size }, (_, i) => literal(i)))]),
  );
  const rows = coveringArray(domains).map((row) => [...row.values()].map(({ name }) => Number(name)));
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++) {
      const pairs = new Set(rows.map((row) => `${row[a]},${row[b]}`));
      expect(pairs.size).toBe(sizes[a]! * sizes[b]!);
    }
  }
  expect(rows[0]).toEqual([0, 0, 0, 0, 0]);
  expect(rows.length).toBeLessThan(30);
});

test("a cast rounds, and knows neither negative zeros nor negative bytes", () => {
  const tensor = { dtype: "float32" as const, shape: [4], data: [-0.2, 1.6, -3, 0] };
  expect(cast(tensor, "int32").data).toEqual([0, 2, -3, 0]);
  expect(cast(tensor, "uint8").data).toEqual([0, 2, 3, 0]);
  expect(cast(tensor, "bool").data).toEqual([false, true, true, false]);
});
