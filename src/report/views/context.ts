import type { Summary } from "../data/blocks.ts";
import { printState, type State } from "../state.ts";

/** What every view gets besides its own data. */
export interface Context {
  readonly summary: Summary;
  readonly state: State;
  /** The adapters that are shown, in order, as indices in the summary. */
  readonly columns: readonly number[];
}

export function contextOf(summary: Summary, state: State): Context {
  const picked = state.columns?.flatMap((name) => {
    const index = summary.adapters.findIndex((adapter) => adapter.name === name);
    return index < 0 ? [] : [index];
  });
  const columns = picked && picked.length > 0 ? [...new Set(picked)] : summary.adapters.map((_, i) => i);
  return { summary, state, columns };
}

/** A link to another view; the choice of columns goes along, the filter only where it is said. */
export function linkTo({ state }: Context, target: State): string {
  return printState({ ...(state.columns && { columns: state.columns }), ...target });
}

/** A link to the same view in another state. */
export function linkHere({ state }: Context, change: Partial<State>): string {
  return printState({ ...state, ...change });
}
