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
    byId("static").remove();
    document.documentElement.dataset.ready = "true";
    performance.mark("ready");
  } catch (error) {
    // What was written into the page without any script is better than nothing.
    document.documentElement.className = "";
    throw error;
  }
}
