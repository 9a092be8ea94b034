import { type HeatMapInput, heatMap, type MountedCurves, mountCurves, type PictureState } from "./pictures/index.ts";
import type { Store } from "./store.ts";

/** The curves and heat maps of the view that is shown. */
export interface Pictures {
  /** Fills the places that the view keeps for pictures; `chosen` is what a link says of the curves. */
  readonly fill: (view: HTMLElement, chosen: PictureState | undefined) => Promise<void>;
}

/** `onState` gets what the reader chooses in the curves, to be put into the page's link. */
export function openPictures(store: Store, onState: (chosen: PictureState) => void): Pictures {
  let mounted: { readonly host: HTMLElement; readonly curves: MountedCurves }[] = [];
  return {
    fill: async (view, chosen) => {
      for (const { host, curves } of mounted) if (!host.isConnected) curves.destroy();
      mounted = mounted.filter(({ host }) => host.isConnected);
      for (const host of view.querySelectorAll<HTMLElement>("[data-place=heat-map]:empty")) {
        heatMap(host, JSON.parse(host.dataset.input!) as HeatMapInput, { isListed: true });
      }
      for (const host of view.querySelectorAll<HTMLElement>("[data-place=curves]:empty")) {
        const data = await store.curves(host.dataset.concept!);
        // Another view may have been shown in the meantime, or this one been filled.
        if (!data || !host.isConnected || host.childElementCount > 0) continue;
        const heading = document.createElement("h2");
        heading.textContent = "Loss and gradient";
        host.append(heading);
        mounted.push({ host, curves: mountCurves(host, data, { ...(chosen && { state: chosen }), onState }) });
      }
    },
  };
}
