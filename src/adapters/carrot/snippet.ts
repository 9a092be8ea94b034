import { costSnippet } from "../sample-cost-snippet.ts";
import { PAGE } from "./page.ts";

const statement = [
  'import cost from "@liquid-carrot/carrot/src/methods/cost.js";',
  "const carrot = { methods: { cost } }; // the main entry does not load in Node.js",
].join("\n");

export const snippet = costSnippet(PAGE, { statement, prefix: "carrot." });
