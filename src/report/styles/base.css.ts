export const BASE = `
*{box-sizing:border-box}
html{scroll-padding-top:calc(var(--bar) + 1rem);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 var(--sans);font-variant-numeric:tabular-nums}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus:not(a){outline:none}
[hidden]{display:none!important}
code,pre,kbd,.data{font-family:var(--mono);font-size:.86em}
small{color:var(--soft);font-size:.84em;font-weight:400}
b{font-weight:620}
h1,h2,h3,h4{line-height:1.25;font-weight:640;letter-spacing:-.012em;margin:0;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin-bottom:.35rem}
h1 small{margin-left:.5rem;font-size:.6em}
h1 code{font-size:.72em;font-weight:600;letter-spacing:0}
h2{font-size:1.18rem;margin:2.4rem 0 .8rem}
h3{font-size:1.02rem;margin:1.5rem 0 .4rem}
h4{font-size:.8rem;color:var(--soft);font-weight:600;letter-spacing:0}
p{margin:0 0 .8rem;max-width:52rem}
ul{padding-left:1.2rem;margin:.3rem 0 .8rem}
ul.plain{list-style:none;padding:0;display:grid;gap:.3rem}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--panel);padding:.3rem .6rem}

.top{position:sticky;top:0;z-index:5;background:var(--panel);border-bottom:1px solid var(--line)}
.top>div,.filter-bar{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;align-items:center;padding:.45rem max(var(--gap),calc((100vw - 92rem)/2))}
.top>div{min-height:var(--bar)}
.brand{margin:0;font-weight:720;font-size:1.08rem;letter-spacing:-.015em}.brand a{color:inherit;text-decoration:none}
nav{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;align-items:center;flex:1}
nav a{color:var(--soft);text-decoration:none;padding:.25rem 0;border-bottom:2px solid transparent;white-space:nowrap}
nav a:hover{color:var(--ink)}nav a[aria-current]{color:var(--ink);border-color:var(--ink)}
.count{color:var(--soft);font-size:.84em}
.buttons{display:flex;gap:.4rem}
button,.button{font:inherit;font-size:.86rem;color:var(--ink);background:var(--panel);border:1px solid var(--strong-line);border-radius:6px;padding:.2rem .7rem;cursor:pointer}
button:hover:not(:disabled),.button:hover{background:var(--shade)}button:disabled{opacity:.35;cursor:default}
.button:focus-within{outline:2px solid var(--focus);outline-offset:2px}
.filter-bar{padding-top:.7rem;padding-bottom:0;gap:.4rem .8rem}
.filter-bar label{font-weight:600;font-size:.9rem}
#query{flex:1 1 16rem;max-width:46rem;font:.86rem/1.5 var(--mono);color:var(--ink);background:var(--panel);border:1px solid var(--strong-line);border-radius:6px;padding:.32rem .65rem}
#query::placeholder{color:var(--soft);opacity:1}
output{color:var(--soft);font-size:.88rem}
main,footer{max-width:calc(92rem + 2*var(--gap));margin:0 auto;padding:0 var(--gap)}
main{padding-top:1.3rem;min-height:60vh}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2.5rem;border-top:1px solid var(--line);color:var(--soft);font-size:.86rem}
footer p{max-width:none}
.lead{color:var(--soft);max-width:58rem;margin-bottom:1rem}
.aside{color:var(--soft);font-size:.88rem;margin-bottom:.6rem}
.trail{font-size:.9rem;color:var(--soft);margin-bottom:.5rem;max-width:none}
.quiet{color:var(--soft)}
.empty{padding:1.1rem 1.2rem;border:1px dashed var(--strong-line);border-radius:8px;color:var(--soft);max-width:none}
.banner{margin:0 0 1rem;padding:.6rem 1rem;border-left:3px solid var(--strong-line);background:var(--shade);max-width:none}
.banner p{margin:0;font-weight:600}.banner ul{margin:.2rem 0 0}

table{border-collapse:separate;border-spacing:0;width:100%}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel);margin:0 0 .8rem}
th,td{padding:.42rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-size:.9rem}
th{font-weight:400}
tbody:last-child>tr:last-child>*{border-bottom:0}
thead th{background:var(--shade);font-size:.82rem;font-weight:600;white-space:nowrap;color:var(--soft)}
.number{text-align:right;white-space:nowrap}
td.number,.elements td{font-variant-numeric:tabular-nums}
.sign{white-space:nowrap}.glyph{display:inline-block;width:1.25em}
.good,.good-text{color:var(--good)}.bad,.bad-text{color:var(--bad)}.none{color:var(--soft)}
.fact{color:var(--fact)}
.badge{display:inline-block;min-width:1.9rem;font:600 .7rem var(--sans);color:var(--soft);text-decoration:none;letter-spacing:.03em}
h1 .badge{font-size:.8rem;vertical-align:.25em;margin-right:.2rem}
.loss .prefix{color:var(--soft)}.loss-link a{text-decoration:none;color:inherit}.loss-link a:hover{text-decoration:underline}
summary{cursor:pointer}details>summary{color:var(--soft);font-size:.9rem;margin:.2rem 0}
details[open]>summary{margin-bottom:.5rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:.7rem 2rem;margin:.8rem 0 1rem}
.facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.dropping::after{content:"Drop an earlier results file to compare";position:fixed;inset:1rem;display:grid;place-items:center;border:3px dashed var(--fact);border-radius:12px;background:var(--fact-bg);opacity:.93;color:var(--fact);font-size:1.3rem;z-index:20}
dialog{max-width:min(46rem,calc(100vw - 2rem));max-height:calc(100vh - 3rem);color:var(--ink);background:var(--panel);border:1px solid var(--strong-line);border-radius:10px;padding:1.2rem 1.5rem}
dialog::backdrop{background:rgb(0 0 0/.4)}dialog h2:first-child{margin-top:0}
kbd{display:inline-block;min-width:1.7em;text-align:center;border:1px solid var(--strong-line);border-bottom-width:2px;border-radius:4px;padding:0 .35em;background:var(--shade)}
.only-print,.only-script{display:none}.js .only-script{display:block}
html:not(.js) :is(.buttons,.picker,.copy){display:none}
.js #static{display:none}.elsewhere #view{visibility:hidden}
@media (prefers-reduced-motion:no-preference){button,a,.chip{transition:background-color .12s,border-color .12s,color .12s}}
`;
