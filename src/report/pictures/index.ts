export { type HeatMapInput, heatMap } from "./heat-map.ts";
export { type MountedCurves, mountCurves } from "./mount-curves.ts";
export type { PictureState } from "./picture.ts";
