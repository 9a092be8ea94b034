import { LIGHT } from "./tokens.css.ts";

/** On paper: light, in full, with the filter as text. */
export const PRINT = `
@media print{
:root,:root[data-theme]{${LIGHT}}
@page{margin:14mm}
*{transition:none!important}
body{background:#fff;font-size:9.5pt}
.top{position:static;border:0}nav,.buttons,#filter,button,.button,.skip,.picker,.more,.copy,.drop{display:none!important}
.only-print{display:block}
main,footer{max-width:none;padding:0}
.scroll,.scroll:has(>.matrix){overflow:visible;max-height:none;border:0;background:none}
.matrix thead th,.matrix th[scope=row],.matrix .group span{position:static}
.matrix td,.matrix th[scope=row],.entries th,.why,.minor th,.minor td{min-width:0}.matrix td a,.matrix td.none,.matrix th[scope=row]{padding:.2rem .35rem}
.matrix{min-width:0!important}.share small{float:none;display:block;padding:0 0 0 1.25rem}.matrix thead th:first-child{width:26%}.matrix .prefix{display:none}
.family{content-visibility:visible}
tr,.concept,.highlight,.comparison h3,.code pre{break-inside:avoid}h2,h3{break-after:avoid}
.code pre{max-height:none;white-space:pre-wrap;padding-right:.9rem}
th,td{padding:.2rem .4rem}
td.bad,.worst>*,.relation{print-color-adjust:exact}
}
`;
