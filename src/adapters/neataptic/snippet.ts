import { costSnippet } from "../sample-cost-snippet.ts";
import { PAGE } from "./page.ts";

export const snippet = costSnippet(PAGE, { statement: 'import neataptic from "neataptic";', prefix: "neataptic." });
