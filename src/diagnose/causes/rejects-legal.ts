import { defineDiagnosis } from "../define.ts";
import type { Failure } from "../failure.ts";
import { wordsOf } from "../words.ts";

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

function reasonOf({ message = "" }: Failure["row"]): string {
  return wordsOf(message.replace(/^rejects a call that the framework answers: /, ""), 100) || "without a message";
}
