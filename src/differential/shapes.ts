/** An extent of a tensor in terms of the prediction's axes: that axis, or a number of its own. */
export type Extent = { readonly axis: number } | { readonly fixed: number };

/**
 * A recorded shape, told in terms of the prediction's: the same, the same without one axis, or axis by axis where the prediction's
 * extents tell them apart. `classAxis` decides which axis is missing where several could be.
 */
export function extentsOf(shape: readonly number[], prediction: readonly number[], classAxis: number): Extent[] {
  const identity = prediction.map((_, axis): Extent => ({ axis }));
  if (isEqual(shape, prediction)) return identity;
  const without = prediction.map((_, axis) => axis).filter((axis) => isEqual(shape, removed(prediction, axis)));
  if (without.length > 0) return removed(identity, without.includes(classAxis) ? classAxis : without[0]!);
  // Trailing axes are aligned as broadcasting aligns them, then whatever is unmistakable.
  return shape.map((extent, at) => {
    const aligned = at + prediction.length - shape.length;
    if (extent !== 1 && prediction[aligned] === extent) return { axis: aligned };
    const axes = prediction.flatMap((other, axis) => (other === extent && extent !== 1 ? [axis] : []));
    return axes.length === 1 ? { axis: axes[0]! } : { fixed: extent };
  });
}

/** The shape of a tensor of one number for each class: the class axis' extent, where a batch of the same size has the same. */
export function classExtents(shape: readonly number[], prediction: readonly number[], classAxis: number) {
  const isPerClass = shape.length === 1 && prediction.length > 1 && shape[0] === prediction[classAxis];
  return isPerClass ? [{ axis: classAxis }] : extentsOf(shape, prediction, classAxis);
}

export function shapeOf(extents: readonly Extent[], prediction: readonly number[]): number[] {
  return extents.map((extent) => ("axis" in extent ? prediction[extent.axis]! : extent.fixed));
}

// --- internal ---

function removed<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
