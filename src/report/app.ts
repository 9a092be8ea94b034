import { actions } from "./actions.ts";
import { byId } from "./dom.ts";
import { startKeys } from "./keyboard.ts";
import { openReport } from "./report.ts";
import { openStore } from "./store.ts";
import { startTheme } from "./theme.ts";

void start();

// --- internal ---

async function start(): Promise<void> {
  try {
    startTheme();
    const report = openReport(await openStore());
    actions(report);
    startKeys(report);
    await report.show({ isArrival: true });
    whenRead(() => byId("static").remove());
    document.documentElement.dataset.ready = "true";
    performance.mark("ready");
    // What lies below the first screens is drawn when keys and filter already work.
    requestAnimationFrame(() => setTimeout(drawAll, 0));
  } catch (error) {
    // What was written into the page without any script is better than nothing.
    document.documentElement.className = "";
    throw error;
  }
}

/** The script runs as soon as the matrix is there; the rest of the page comes behind it. */
function whenRead(action: () => void): void {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", action, { once: true });
  else action();
}

function drawAll(): void {
  document.documentElement.dataset.drawn = "true";
}
