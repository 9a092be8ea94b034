import { isClose } from "../../diagnose/relation.ts";
import type { CaseFile } from "../../format/case-file.ts";
import type { Catalogue } from "../../format/catalogue.ts";
import { type Curve, curveKey, type Kink, type MemberCurves, type Sample, type SceneData } from "./data.ts";
import { around, candidates, type Series, shownPositions, thinned } from "./grid.ts";
import { findEdges, findKinks } from "./kinks.ts";
import { combinations, controlsOf, type Member, membersOf } from "./members.ts";
import type { SeriesPool } from "./pool.ts";
import { recordedPoints } from "./recorded.ts";
import { numberOf, sampleOf } from "./sample.ts";
import type { Scene, Settings } from "./scene.ts";
import { type Swept, sweep } from "./sweep.ts";

/** All curves of a scene over one grid: dense where any of them bends, with every kink on it. */
export function drawScene(
  scene: Scene,
  catalogue: Pick<Catalogue, "losses">,
  files: ReadonlyMap<string, CaseFile>,
  pool: SeriesPool,
): SceneData {
  const { label, from, to, scale = "linear" } = scene.x;
  const members = membersOf(scene, catalogue);
  const controls = controlsOf(scene, members);
  const coarse = candidates(from, to, scale);
  const asked = members.flatMap((member) =>
    combinations(controls.filter(({ name }) => member.controls.includes(name))).map((settings): Asked => {
      const ask = (xs: readonly number[]) => sweep(scene, member, settings, xs);
      const known = ask(coarse);
      const isIn = (x: number) => x >= from && x <= to;
      const kinks = findKinks(coarse, known, ask, scale).filter(({ x }) => isIn(x));
      const edges = findEdges(coarse, known, ask, scale).filter(isIn);
      return { member, settings, kinks, edges };
    }),
  );
  const kinks = asked.flatMap((each) => [...each.kinks.map(({ x }) => x), ...each.edges]);
  const near = kinks.flatMap((x) => around(x, from, to, scale));
  const dense = [...new Set([...coarse, ...near])].sort((a, b) => a - b);
  const swept = asked.map(({ member, settings }) => sweep(scene, member, settings, dense));
  const shown = shownPositions(from, to, scale);
  const chosen = thinned(
    dense,
    swept.flatMap((each) => seriesOf(each, scale)),
    new Set([...shown, ...kinks]),
    scale,
  );
  const values = chosen.map((i) => dense[i]!);
  const drawn = members.map((member) => {
    const file = files.get(member.loss);
    const recorded = file ? recordedPoints(scene, member, controls, file, catalogue) : undefined;
    const curves: Record<string, Curve> = {};
    for (const [i, each] of asked.entries()) {
      if (each.member !== member) continue;
      const key = curveKey(member, controls, each.settings);
      const points = recorded?.get(key);
      const { loss, gradient, refusal } = swept[i]!;
      curves[key] = {
        loss: pool.add(chosen.map((at) => sampleOf(loss[at]))),
        gradient: pool.add(chosen.map((at) => sampleOf(gradient[at]))),
        ...(each.kinks.length > 0 && { kinks: each.kinks }),
        ...(points && { recorded: points }),
        ...(refusal !== undefined && { refusal }),
      };
    }
    return described(scene, member, curves);
  });
  return {
    name: scene.name,
    title: scene.title,
    about: scene.about,
    x: { label, scale, values, shown: values.flatMap((x, i) => (shown.includes(x) ? [i] : [])) },
    controls,
    members: grouped(drawn, pool.series),
  };
}

// --- internal ---

interface Asked {
  readonly member: Member;
  readonly settings: Settings;
  readonly kinks: readonly Kink[];
  readonly edges: readonly number[];
}

/** Next to 0 a gradient runs over many magnitudes. */
function seriesOf({ loss, gradient }: Swept, scale: "linear" | "log"): Series[] {
  return [
    { values: loss, isWide: false },
    { values: gradient, isWide: scale === "log" },
  ];
}

function described(
  scene: Scene,
  { entry, loss, asked, controls, renamed, takesLog }: Member,
  curves: MemberCurves["curves"],
): MemberCurves {
  return {
    framework: entry.framework,
    losses: [loss],
    asked: Object.entries(asked).map(([name, value]) => `${name}=${value}`),
    ...(takesLog && { given: `log ${scene.x.label.split(",")[0]}` }),
    controls,
    renamed,
    curves,
  };
}

/** Losses of one framework that draw the same are one entry. */
function grouped(members: readonly MemberCurves[], series: readonly (readonly Sample[])[]): MemberCurves[] {
  const groups: MemberCurves[] = [];
  for (const member of members) {
    const at = groups.findIndex((other) => isAlike(member, other, series));
    if (at < 0) groups.push(member);
    else groups[at] = merged(groups[at]!, member);
  }
  return groups;
}

/** What is recorded of one of them lies on the curve of all. */
function merged(group: MemberCurves, member: MemberCurves): MemberCurves {
  const curves = Object.entries(group.curves).map(([key, curve]): [string, Curve] => {
    const more = member.curves[key]?.recorded ?? [];
    const known = new Set(curve.recorded?.map(({ x }) => x));
    const recorded = [...(curve.recorded ?? []), ...more.filter(({ x }) => !known.has(x))].sort((a, b) => a.x - b.x);
    return [key, recorded.length > 0 ? { ...curve, recorded } : curve];
  });
  return { ...group, losses: [...group.losses, ...member.losses], curves: Object.fromEntries(curves) };
}

function isAlike(a: MemberCurves, b: MemberCurves, series: readonly (readonly Sample[])[]): boolean {
  if (a.framework !== b.framework || a.controls.join() !== b.controls.join()) return false;
  const same = (i: number, k: number) =>
    i === k || series[i]!.every((x, at) => isClose(numberOf(x), numberOf(series[k]![at]), 0));
  return Object.entries(a.curves).every(([key, curve]) => {
    const other = b.curves[key];
    return other !== undefined && same(curve.loss, other.loss) && same(curve.gradient, other.gradient);
  });
}
