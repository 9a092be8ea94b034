import { writeReportScript } from "./report-script.ts";

await writeReportScript();
