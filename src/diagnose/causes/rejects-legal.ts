import { defineDiagnosis } from "../define.ts";
import type { Failure } from "../failure.ts";

/** Refuses what the framework answers; grouped by the reason it gives. */
export const rejectsLegal = defineDiagnosis({
  code: "REJECTS_LEGAL",
  title: "Rejects what should be accepted",
  sentence: ({ reason }) => `rejects calls that the framework answers: ${reason}`,
  isWeak: true,
  suggest: ({ row }) => (row.kind === "rejected" ? [{ reason: reasonOf(row) }] : []),
  explains: ({ row }, { reason }) => row.kind === "rejected" && reasonOf(row) === reason,
});

// --- internal ---

/** The library's message, shortened, without the numbers that differ from case to case. */
function reasonOf({ message = "" }: Failure["row"]): string {
  const own = message.replace(/^rejects a call that the framework answers: /, "");
  return own.replace(/-?\d+(\.\d+)?([eE][-+]?\d+)?/g, "#").slice(0, 100) || "without a message";
}
