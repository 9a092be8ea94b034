import type { Diagnosis } from "./define.ts";
import type { Passing } from "./engine.ts";
import type { Failure } from "./failure.ts";
import type { World } from "./world.ts";

/** Whether at least three different golden numbers, in a quarter of the failures, show a measured parameter. */
export function isWellMeasured(explained: readonly Failure[], open: readonly Failure[]): boolean {
  if (explained.length < 0.25 * open.length) return false;
  const seen = new Set<number>();
  for (const { expected, gradientOf } of explained) {
    const golden = gradientOf === undefined ? expected?.value : expected?.gradients[gradientOf];
    for (const element of golden?.tensor.data ?? []) {
      const x = Number(element);
      if (Number.isFinite(x) && x !== 0) seen.add(Math.abs(x));
    }
    if (seen.size >= 3) return true;
  }
  return false;
}

/**
 * Whether the loss is sound where the cause cannot show: at least nine of ten cases there, `local` failures left out, which are ones that
 * another cause of this kind explains.
 */
export function isInScope(
  { scope }: Diagnosis,
  open: readonly Failure[],
  explained: readonly Failure[],
  passing: readonly Passing[],
  local: ReadonlySet<Failure>,
  world: World,
): boolean {
  if (scope === undefined) return true;
  const own = new Set(explained);
  // Of one number it can only be said that it may come from such a place: those that show each element have to agree.
  const showing = open.filter((failure) => isOfElements(failure) && scope(failure.testCase, world));
  if (showing.filter((failure) => own.has(failure)).length < 0.6 * showing.length) return false;
  // What is refused or let in says nothing about how numbers are computed.
  const isOfNumbers = ({ row }: Failure) => row.kind !== "accepted" && row.kind !== "rejected";
  const failingOutside = open.filter(
    (failure) => isOfNumbers(failure) && !own.has(failure) && !local.has(failure) && !scope(failure.testCase, world),
  ).length;
  if (failingOutside === 0) return true;
  const passingOutside = passing.filter(({ testCase }) => !scope(testCase, world)).length;
  return failingOutside <= 0.1 * (failingOutside + passingOutside);
}

function isOfElements({ expected, row }: Failure): boolean {
  return (expected?.value.tensor.data.length ?? 0) > 1 && (row.kind === "value" || row.kind === "nonfinite");
}

/** At most `count` of the items, at equal distances. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
