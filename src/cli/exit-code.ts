/** What happened in a command, as far as its exit code is concerned. */
export interface Happened {
  readonly interrupted?: boolean;
  readonly wrongUsage?: boolean;
  readonly adapterLost?: boolean;
  readonly unexpected?: boolean;
}

/** Pinned: 130 interrupted; 2 before 3 before 1; 0 nothing unexpected. */
export function exitCode({ interrupted, wrongUsage, adapterLost, unexpected }: Happened): number {
  if (interrupted) return 130;
  if (wrongUsage) return 2;
  if (adapterLost) return 3;
  return unexpected ? 1 : 0;
}
