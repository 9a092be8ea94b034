import type { ConceptCurves } from "../src/atlas/curves/data.ts";
import type { HeatMapInput } from "../src/report/pictures/heat-map.ts";
import { heatMap, mountCurves } from "../src/report/pictures/index.ts";

// The page of test/pictures-browser.test.ts: `#concept?state` draws curves, `#heat?name` a heat map.
const data = (id: string) => JSON.parse(document.getElementById(id)!.textContent!) as unknown;
const host = document.getElementById("host")!;
const [name, query = ""] = decodeURIComponent(location.hash.slice(1)).split("?");
if (name === "heat") heatMap(host, (data("tensors") as Record<string, HeatMapInput>)[query]!);
else {
  const concept = (data("curves") as ConceptCurves[]).find((each) => each.concept === name)!;
  const onState = (state: Readonly<Record<string, string>>) => {
    history.replaceState(null, "", `#${name}?${new URLSearchParams(state)}`);
  };
  const mounted = mountCurves(host, concept, { state: Object.fromEntries(new URLSearchParams(query)), onState });
  Object.assign(window, { mounted });
}
document.documentElement.dataset.ready = "";
