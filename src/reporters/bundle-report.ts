import { packagedSuite } from "../run/package.ts";
import { writeAtlas } from "./atlas-pages.ts";
import { writeReportScript } from "./report-script.ts";

await writeReportScript();
await writeAtlas(packagedSuite());
