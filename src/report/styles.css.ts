const LIGHT = `color-scheme:light;--bg:#fbfbfa;--panel:#fff;--ink:#1b1f24;--soft:#565d66;--line:#dfe1e4;--strong-line:#c3c7cc;--link:#0b57a8;--good:#0b57a8;--good-bg:#eaf2fb;--bad:#8f3500;--bad-bg:#fdece0;--bad-line:#e0823c;--fact:#0b57a8;--fact-bg:#e8f1fb;--shade:#f2f3f4;--focus:#0b57a8`;
const DARK = `color-scheme:dark;--bg:#14171a;--panel:#1b1f23;--ink:#e6e8ea;--soft:#a9b0b8;--line:#30363c;--strong-line:#4a525a;--link:#84baf5;--good:#84baf5;--good-bg:#16283c;--bad:#ffb27a;--bad-bg:#3a2413;--bad-line:#c96f2c;--fact:#84baf5;--fact-bg:#16283c;--shade:#22272c;--focus:#84baf5`;

/** The page's whole style. Colours are blue and orange, which every kind of colour vision tells apart, and never alone. */
export const STYLES = `
:root{${LIGHT};--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{${LIGHT}}
:root[data-theme=dark]{${DARK}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus{outline:none}
[hidden]{display:none!important}
code,pre,.data{font-family:var(--mono);font-size:.87em}
small{color:var(--soft);font-size:.82em}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--panel);padding:.3rem .6rem}
.top{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:.2rem 2rem;align-items:center;justify-content:space-between;padding:.6rem max(1.25rem,calc((100vw - 78rem)/2));background:var(--panel);border-bottom:1px solid var(--line)}
.top>div{display:flex;flex-wrap:wrap;gap:0 .9rem;align-items:baseline}
.top p{margin:0}.brand{font-weight:700;font-size:1.1rem;letter-spacing:-.01em}.claim{color:var(--soft);font-size:.9rem}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;align-items:center}nav a{text-decoration:none;font-weight:500}nav a:hover,nav a[aria-current]{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.35em}
.count{display:inline-block;min-width:1.6em;padding:0 .45em;border-radius:1em;background:var(--shade);color:var(--soft);font-size:.8em;text-align:center}
button{font:inherit;font-size:.88rem;color:var(--ink);background:var(--panel);border:1px solid var(--strong-line);border-radius:6px;padding:.2rem .7rem;cursor:pointer}button:hover{background:var(--shade)}
main,footer{max-width:80.5rem;margin:0 auto;padding:0 1.25rem}
section{margin:2rem 0 3.5rem}
#sections>section:first-child{margin-top:1.6rem}
h1,h2{font-size:1.55rem;line-height:1.25;letter-spacing:-.015em;margin:0 0 1rem;font-weight:650}
h3{font-size:1.05rem;line-height:1.35;margin:1.6rem 0 .6rem}
.lead{max-width:46rem;color:var(--soft);margin:0 0 1.2rem}.aside{color:var(--soft);font-size:.88rem}
.empty{padding:1.5rem;border:1px dashed var(--strong-line);border-radius:8px;color:var(--soft)}
.banner{margin:1rem 0;padding:.7rem 1rem;border-left:4px solid var(--bad-line);background:var(--bad-bg)}.banner p{margin:0;font-weight:600}.banner ul{margin:.3rem 0 0;padding-left:1.2rem}
.meta{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:.8rem 2rem;margin:1.2rem 0 0;padding:1rem 0 0;border-top:1px solid var(--line)}
.meta dt{font-weight:600;font-size:.85rem;overflow-wrap:anywhere}.meta dd{margin:0;color:var(--soft);font-size:.85rem}
table{border-collapse:separate;border-spacing:0;width:100%}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
th,td{padding:.5rem .9rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tbody:last-child tr:last-child>*{border-bottom:0}
thead th{background:var(--shade);font-size:.85rem;font-weight:600;white-space:nowrap}
thead th small{display:block;font-weight:400}
.legend{margin:0 0 .8rem;color:var(--soft);font-size:.88rem;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem}.legend .good{color:var(--good)}.legend .bad{color:var(--bad)}
.matrix th[scope=row]{position:sticky;left:0;z-index:1;background:var(--panel);font-weight:400;min-width:15rem;border-right:1px solid var(--line)}
.matrix th[scope=row] small{display:block;margin-left:2.1rem}
.matrix td{min-width:11.5rem;padding:0;font-size:.88rem;border-left:1px solid var(--line)}
.matrix td:nth-child(2){border-left:0}
.matrix td>a,.matrix td:not(.bad){padding:.5rem .9rem}
.matrix td>a{display:block;height:100%;color:inherit;text-decoration:none}
.matrix td>a:hover .word{text-decoration:underline}
.matrix .group th{padding:1rem .9rem .3rem;font-size:.82rem;font-weight:650;color:var(--soft);background:var(--panel)}
.matrix .group span{position:sticky;left:.9rem}
.prefix{color:var(--soft)}
.glyph{display:inline-block;width:1.3em}.word{font-weight:600}
.counts,.matrix td small{display:block;margin-left:1.3em;color:var(--soft);font-size:.92em}.counts b{color:var(--bad);font-weight:600}
td.good .glyph,td.good .word{color:var(--good)}td.bad{background:var(--bad-bg);box-shadow:inset 3px 0 var(--bad-line)}td.bad .glyph,td.bad .word{color:var(--bad)}td.bad .counts,td.bad small{color:var(--ink)}td.none .glyph,td.none .word{color:var(--soft);font-weight:400}
abbr{display:inline-block;width:2.1rem;font-size:.72rem;font-weight:600;color:var(--soft);text-decoration:none;letter-spacing:.02em}
@media (min-width:70rem){.scroll:has(.matrix){overflow:visible}.matrix thead th{position:sticky;top:3.1rem;z-index:3}}
#filter{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:center;margin-bottom:.8rem}#filter label{font-weight:600}
#query{flex:1 1 18rem;max-width:44rem;font:inherit;font-family:var(--mono);font-size:.88rem;color:var(--ink);background:var(--panel);border:1px solid var(--strong-line);border-radius:6px;padding:.4rem .7rem}
#query::placeholder{color:var(--soft);opacity:1}output{color:var(--soft);font-size:.88rem}
.failures td{font-size:.88rem}.failures td:first-child{min-width:16rem;overflow-wrap:anywhere}.failures td small{display:block;margin-top:.15rem;max-width:60rem}
.failures td:nth-child(2){white-space:nowrap}.failures a{text-decoration:none}.failures a:hover{text-decoration:underline}
.verdict{color:var(--bad);font-weight:600;white-space:nowrap}.number{text-align:right;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,23rem),1fr));gap:1rem}
.card{display:flex;flex-direction:column;background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.2rem .9rem;min-width:0}
.card h3{margin:0 0 .35rem}.card p{margin:0 0 .7rem;font-size:.92rem;color:var(--soft)}
.card .relation{align-self:flex-start;margin:auto 0 .7rem;padding:.15rem .6rem;border-radius:5px;background:var(--fact-bg);color:var(--fact);font-weight:600;font-size:.88rem}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:.9rem;margin:0 0 .6rem}.sides div{min-width:0}
.sides dt{font-size:.8rem;font-weight:600}.sides dt small{display:block;font-weight:400;overflow-wrap:anywhere}
.sides dd{margin:.15rem 0 0;font-size:.98rem;font-weight:550;overflow-wrap:anywhere}.sides dd small{font-weight:400;white-space:nowrap}
.inputs dt{font-size:.8rem;font-weight:600}.inputs dd{margin:0 0 .4rem;font-size:.85rem;overflow-wrap:anywhere}.ids{overflow-wrap:anywhere;font-size:.8rem!important;margin:0!important}
summary{cursor:pointer;font-size:.88rem;color:var(--soft)}
#differences>details{border-top:1px solid var(--line);padding:.6rem 0}#differences>details>summary{font-size:1rem;color:var(--ink);font-weight:500}#differences>details[open]>summary{margin-bottom:.6rem}
.differences td{font-size:.86rem;min-width:10rem}.differences .value,.differences td>small{display:block;margin-top:.15rem}.differences .value{color:var(--soft)}.relation-cell{color:var(--fact);font-weight:600}
.detail h1{font-size:1.2rem;overflow-wrap:anywhere;margin-bottom:.4rem}.detail h2{font-size:1.15rem;margin:1.8rem 0 .6rem}.detail h3{margin:1rem 0 .1rem;font-family:var(--mono);font-size:.95rem}.detail .aside{margin:0 0 .4rem}
.verdict-line{margin:.2rem 0 1rem}.message{padding:.7rem .9rem;margin:.4rem 0;background:var(--shade);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.call{display:grid;gap:.5rem;margin:0}.call div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.8rem}.call dt{font-weight:600}.call dd{margin:0;overflow-wrap:anywhere;min-width:0}
.data{white-space:pre-wrap}
.comparison{margin:1rem 0 1.4rem}.comparison .scroll{width:fit-content;max-width:100%}
.elements{width:auto;min-width:min(100%,40rem)}.elements th,.elements td{padding:.22rem .9rem;font-size:.86rem}.elements td,.elements thead th:not(:first-child){text-align:right}.elements tbody th{font-weight:400;color:var(--soft);font-family:var(--mono)}
.elements .worst>*{background:var(--bad-bg);font-weight:650;color:var(--bad)}.worst small{margin-left:.6rem;color:var(--bad);font-family:system-ui,sans-serif}
footer{padding-top:1rem;padding-bottom:2.5rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media (max-width:40rem){body{font-size:14.5px}.claim{display:none}.top{padding:.5rem 1rem}nav{gap:.2rem .8rem;font-size:.9rem}main,footer{padding-left:1rem;padding-right:1rem}th,td{padding:.45rem .6rem}.matrix th[scope=row]{min-width:9.5rem;max-width:9.5rem;overflow-wrap:anywhere}.matrix th[scope=row] small{margin-left:0}.matrix .prefix{display:block;font-size:.85em}.matrix abbr{display:none}.matrix td{min-width:9rem}.call div{grid-template-columns:1fr;gap:0}html{scroll-padding-top:5rem}}
@media print{:root,:root[data-theme]{${LIGHT}}.top{position:static}nav,#filter,button,.skip{display:none!important}.scroll{overflow:visible!important;border:0}.matrix thead th,.matrix th[scope=row]{position:static}tr,.card{break-inside:avoid}body{background:#fff;font-size:10pt}main,footer{max-width:none}}
`;
