import fc from "fast-check";
import { expect, test } from "vitest";
import { globMatcher } from "../src/format/glob.ts";

test.each([
  ["tf.keras.losses.*", "tf.keras.losses.Huber/kink/delta=0.5/float32", true],
  ["tf.keras.losses.*", "tf_keras.losses.Huber", false],
  ["*/kink/*", "a/kink/default/float32", true],
  ["*", "", true],
  ["?", "", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["?", "🙂", true],
  ["a.c", "abc", false],
  ["a**b", "ab", true],
  ["*ab", "aab", true],
  ["a*", "ba", false],
])("%s and %s: %s", (pattern, text, expected) => {
  expect(globMatcher(pattern)(text)).toBe(expected);
});

test("agrees with the regular expression that a glob stands for", () => {
  const letters = (from: readonly string[]) => fc.array(fc.constantFrom(...from), { maxLength: 8 });
  fc.assert(
    fc.property(letters(["a", "b", "/", "*", "?"]), letters(["a", "b", "/"]), (pattern, text) => {
      const source = pattern.map((letter) => ({ "*": "[^]*", "?": "[^]" })[letter] ?? letter).join("");
      expect(globMatcher(pattern.join(""))(text.join(""))).toBe(new RegExp(`^${source}$`, "u").test(text.join("")));
    }),
    { numRuns: 2000 },
  );
});

test("a pattern with many stars is decided at once", () => {
  const started = performance.now();
  expect(globMatcher("*a*a*a*a*a*a*a*a*b")("a".repeat(2000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
