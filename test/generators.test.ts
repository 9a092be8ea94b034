import { describe, expect, test } from "vitest";
import { CONCEPTS } from "../generators/catalogue/index.ts";
import { expand } from "../generators/expand.ts";
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
      expect(parseCaseId(id)?.dtype).toBe("float32");
    }
  });

  test("each loss is recorded on at least four families with the full product of its arguments", () => {
    for (const { concept, loss, calls } of planned) {
      const domains = [...Object.values(loss.args), ...Object.values(loss.optionalInputs ?? {})];
      const product = domains.reduce((size, { values }) => size * values.length, 1);
      for (const family of concept.families.filter(({ full }) => full).slice(1)) {
        const recorded = calls.filter((call) => call.family === family).length;
        expect([loss.loss, family.name, recorded]).toEqual([loss.loss, family.name, product]);
      }
      expect(concept.families.filter(({ full }) => full).length).toBeGreaterThanOrEqual(4);
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
