import { PICTURE_STYLES } from "../pictures/pictures.css.ts";
import { BASE } from "./base.css.ts";
import { OVERVIEW } from "./overview.css.ts";
import { PRINT } from "./print.css.ts";
import { TOKENS } from "./tokens.css.ts";
import { VIEWS } from "./views.css.ts";

/** The page's whole style. */
export const STYLES = TOKENS + BASE + OVERVIEW + VIEWS + PICTURE_STYLES + PRINT;
