import { costSnippet } from "../sample-cost-snippet.ts";
import { PAGE } from "./page.ts";

export const snippet = costSnippet(PAGE, {
  statement: 'import dannjs from "dannjs";',
  prefix: "dannjs.",
  isPredictionFirst: true,
});
