import { UPLOT_STYLES } from "./uplot.css.ts";

const LIGHT = "--picture-tensorflow:#8a6100;--picture-pytorch:#0b57a8;--picture-band:rgba(60,70,80,.09);--heat-1:#eef4fb;--heat-2:#cfe1f5;--heat-3:#a5c8ec;--heat-4:#fbd3a8;--heat-5:#f0a35c;--heat-6:#a64e06;--heat-ink:#14181c;--heat-ink-6:#fff;--heat-cursor:#14181c";
const DARK = "--picture-tensorflow:#e3b341;--picture-pytorch:#84baf5;--picture-band:rgba(200,210,220,.1);--heat-1:#16222e;--heat-2:#1b3a5a;--heat-3:#2a5f96;--heat-4:#5c3a17;--heat-5:#9a5a17;--heat-6:#f0a35c;--heat-ink:#eef1f4;--heat-ink-6:#14181c;--heat-cursor:#fff";

/** The pictures' style. It takes `--ink`, `--soft`, `--line`, `--panel` and `--focus` of the page, where the page has them. */
export const PICTURE_STYLES = `${UPLOT_STYLES}
:root{${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{${LIGHT}}
:root[data-theme=dark]{${DARK}}
.picture{--i:var(--ink,CanvasText);--s:var(--soft,GrayText);--g:var(--line,#d8dee4);color:var(--i);font-variant-numeric:tabular-nums;max-width:56rem}
.picture fieldset{display:flex;flex-wrap:wrap;gap:.7rem 1.6rem;align-items:end;border:0;margin:0 0 .9rem;padding:0;min-width:0}
.picture legend,.heat legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.picture label{display:flex;flex-direction:column;gap:.15rem;font-size:.82rem;color:var(--s);max-width:100%}
.picture label b{font-weight:600;color:var(--i)}
.picture select{font:inherit;font-size:.9rem;color:var(--i);background:var(--panel,Canvas);border:1px solid var(--strong-line,var(--s));border-radius:6px;padding:.3rem .5rem;max-width:100%;min-height:2rem}
.picture input[type=range]{width:11rem;max-width:100%;height:2rem;margin:0;accent-color:var(--picture-pytorch)}
.picture label[data-unused]{opacity:.75}
.picture-about{margin:0 0 .9rem;color:var(--s);font-size:.9rem;max-width:46rem}
.picture-legend{list-style:none;margin:0 0 .3rem;padding:0;display:grid;gap:.15rem;font-size:.9rem}
.picture-legend li{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:center}
.picture-legend svg{flex:none}
.picture-legend strong{font-weight:600;overflow-wrap:anywhere}
.picture-legend span{color:var(--s);font-size:.85rem}
.picture-at{min-height:1.5em;margin:0;color:var(--s);font-size:.85rem}
.picture figure{margin:0 0 .2rem;min-width:0}
.picture figcaption{font-size:.82rem;font-weight:600;margin:.5rem 0 0}
.picture figcaption small{font-weight:400;color:var(--s);font-size:1em}
.picture .u-cursor-x{border-color:var(--s)}
.picture-marks{margin:.3rem 0 .8rem;color:var(--s);font-size:.82rem}
.picture-words{margin:.4rem 0 .9rem;padding-left:1.2rem;max-width:48rem;font-size:.92rem}
.picture-words li{margin:.15rem 0;overflow-wrap:anywhere}
.picture-relation{font-weight:600;margin:0 0 .6rem;max-width:48rem}.picture-relation:empty{display:none}
.picture summary,.heat summary{cursor:pointer;font-size:.88rem;color:var(--s)}
.picture-table{overflow-x:auto;margin:.5rem 0;max-height:28rem;border:1px solid var(--g,#ccc);border-radius:8px}
.picture-table table{border-collapse:collapse;font-size:.84rem;width:100%;margin:0}
.picture-table th,.picture-table td{padding:.2rem .8rem;text-align:right;border-bottom:1px solid var(--g,#ccc);white-space:nowrap;font-weight:400}
.picture-table thead th{position:sticky;top:0;background:var(--shade,Canvas);color:inherit;font-weight:600}
.picture-table tr:last-child>*{border-bottom:0}
.picture-print{display:none}
.curves{--i:var(--ink,CanvasText);--s:var(--soft,GrayText);--g:var(--line,#d8dee4);font:12px system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;max-width:100%;height:auto}
.curves text{fill:var(--s)}.curves .title,.curves .name{fill:var(--i);font-weight:600}.curves .grid{stroke:var(--g)}.curves .zero{stroke:var(--s)}
.curves .line{fill:none;stroke-width:2.25;stroke-linejoin:round}.curves .tensorflow{stroke:var(--picture-tensorflow)}.curves .pytorch{stroke:var(--picture-pytorch);stroke-dasharray:7 4}.curves .d-loss{stroke:var(--i)}.curves .d-gradient{stroke:var(--s);stroke-dasharray:2 3}
.curves .mark{stroke-width:1.5;stroke-dasharray:none}.curves .at.tensorflow,.curves .up.tensorflow,.curves .down.tensorflow{fill:var(--picture-tensorflow)}.curves .at.pytorch,.curves .up.pytorch,.curves .down.pytorch{fill:var(--picture-pytorch)}.curves .limit,.curves .recorded{fill:none}.curves .band{fill:var(--picture-band)}
.heat{--i:var(--ink,CanvasText);--s:var(--soft,GrayText);color:var(--i);font-variant-numeric:tabular-nums}
.heat-key{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:0 0 .6rem;padding:0;font-size:.82rem;color:var(--s)}
.heat-key li{display:flex;gap:.35rem;align-items:center}
.heat-map{display:flex;flex-wrap:wrap;gap:.9rem;width:fit-content;max-width:100%;overflow-x:auto;padding:.3rem}
.heat-map:focus-visible{outline:2px solid var(--focus,#0b57a8);outline-offset:2px;border-radius:4px}
.heat-block{display:grid;gap:2px;justify-content:start;align-content:start}
.heat-block>p{grid-column:1/-1;margin:0;font-size:.78rem;color:var(--s)}
.heat-row{display:flex;gap:2px}
.heat-cell{display:grid;place-items:center;width:2.6rem;height:1.9rem;border-radius:3px;font-size:.74rem;color:var(--heat-ink);border:1px solid transparent;white-space:nowrap}
.heat-key .heat-cell{width:1.7rem;height:1.1rem}
.heat-cell[data-level="0"]{border-color:var(--line,#d8dee4);color:var(--s)}
.heat-cell[data-level="1"]{background:var(--heat-1)}.heat-cell[data-level="2"]{background:var(--heat-2)}.heat-cell[data-level="3"]{background:var(--heat-3)}
.heat-cell[data-level="4"]{background:var(--heat-4)}.heat-cell[data-level="5"]{background:var(--heat-5)}.heat-cell[data-level="6"]{background:var(--heat-6);color:var(--heat-ink-6);font-weight:600}
.heat-map:focus .heat-cell[data-cursor]{outline:2px solid var(--heat-cursor);outline-offset:1px}
.heat-readout{min-height:1.5em;margin:.5rem 0;font-size:.88rem}
@media (max-width:40rem){.picture input[type=range]{width:9rem}.heat-cell{width:2.2rem}}
@media (forced-colors:active){.heat-cell{forced-color-adjust:none}}
@media print{.picture fieldset,.picture-charts,.picture-legend,.picture-at,.picture details,.heat details{display:none}.picture-print{display:block;break-inside:avoid}.heat-cell{print-color-adjust:exact;-webkit-print-color-adjust:exact}:root,:root[data-theme]{${LIGHT}}}
`;
