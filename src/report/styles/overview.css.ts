/** Columns of one width are laid out several times faster than columns as wide as their words; a style attribute would be against the page's policy. */
const WIDTHS = Array.from({ length: 40 }, (_, i) => `.columns-${i + 1}{table-layout:fixed;min-width:${20 + 11.5 * (i + 1)}rem}`).join("");
const NARROW_WIDTHS = Array.from({ length: 40 }, (_, i) => `.columns-${i + 1}{min-width:${9.2 + 8.6 * (i + 1)}rem}`).join("");

export const OVERVIEW = `
${WIDTHS}
@media screen and (max-width:45rem){${NARROW_WIDTHS}}
.tools{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;align-items:center;justify-content:space-between;margin:0 0 .6rem}
.legend{margin:0;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;font-size:.86rem;max-width:none}
.picker{position:relative}.picker>summary{margin:0;list-style:none;border:1px solid var(--strong-line);border-radius:6px;padding:.15rem .7rem;background:var(--panel);color:var(--ink)}
.picker>summary::-webkit-details-marker{display:none}.picker>summary::after{content:" ▾";color:var(--soft)}
.picker .panel{position:absolute;right:0;z-index:6;background:var(--panel);border:1px solid var(--strong-line);border-radius:8px;padding:.6rem .8rem;box-shadow:0 8px 30px rgb(0 0 0/.14);max-height:70vh;overflow:auto}
.picker ul{list-style:none;padding:0;margin:0}.picker li{display:flex;gap:.3rem;align-items:center;white-space:nowrap}.picker label{flex:1;padding-right:1rem}.picker li button{padding:0 .4rem}

.scroll:has(>.matrix){overflow:auto;max-height:calc(100vh - var(--bar) - 1.5rem);scroll-padding:4rem 0 0 20rem}
.matrix th,.matrix td{padding:0}
.matrix thead th{position:sticky;top:0;z-index:3;white-space:normal;overflow-wrap:anywhere;padding:.5rem .8rem;color:var(--ink);font-size:.88rem;border-bottom-color:var(--strong-line)}
.matrix thead th:first-child{left:0;z-index:4}
.matrix thead a{color:inherit;text-decoration:none}.matrix thead a:hover{text-decoration:underline}
.matrix thead small{display:block}
.matrix th[scope=row]{position:sticky;left:0;z-index:1;background:var(--panel);padding:.5rem .8rem;border-right:1px solid var(--line)}
.matrix th[scope=row] small{display:block;margin-left:1.95rem}
.matrix .loss-link{display:flex;align-items:baseline}.matrix .loss-link .badge{flex:none}.matrix .loss-link code{overflow-wrap:anywhere}
.matrix thead th:first-child{width:20rem}
.matrix td{border-left:1px solid var(--line)}
.matrix th+td{border-left:0}
.matrix td a{display:block;height:100%;padding:.5rem .8rem;color:var(--ink);text-decoration:none;line-height:1.4}
.matrix td a:hover{background:var(--shade)}
.matrix td small{font-size:.8rem}
.matrix td.none{padding:.5rem .8rem;color:var(--soft)}
.matrix td.bad{background:var(--bad-bg);box-shadow:inset 2px 0 var(--bad-line)}
.matrix td.bad a:hover{background:transparent;text-decoration:underline}
.js .matrix.short .idle{display:none}
.js:not([data-drawn]) .matrix tbody:nth-of-type(n+5){display:none}
.share .glyph{width:1.25rem}.share{display:block;color:var(--good)}.bad .share{color:var(--bad)}.share small{float:right;padding-left:.6rem;color:var(--ink);white-space:nowrap}
.matrix td a>small{display:block;margin-left:1.25rem}
.words{display:block;margin:.1rem 0 0 1.25rem;font-size:.8rem;overflow-wrap:break-word}
.words small{font-size:1em}
.matrix .idle th[scope=row],.matrix .idle td.none{padding-top:.22rem;padding-bottom:.22rem}
.matrix .idle th[scope=row] small{display:none}.matrix .idle .loss{color:var(--soft)}
.matrix .group th{padding:1.1rem .8rem .3rem;background:var(--panel);font-size:.92rem;font-weight:640}
.matrix .group span{position:sticky;left:.8rem;display:inline-flex;gap:1rem;align-items:baseline}
.matrix .group a{font-size:.8rem;font-weight:400;white-space:nowrap}
.matrix a:focus-visible{outline-offset:-3px}

.facets{margin:0 0 1rem;display:grid;grid-template-columns:minmax(0,1fr);gap:.4rem}.facets>div{display:grid;grid-template-columns:4.6rem minmax(0,1fr);align-items:baseline}
.chips{display:flex;flex-wrap:wrap;gap:.3rem .4rem;margin:0}.facet{color:var(--soft);font-size:.84rem}section>.chips{margin-bottom:.8rem}
.chip{border:1px solid var(--line);border-radius:1rem;padding:.02rem .65rem;font-size:.84rem;color:var(--ink);background:var(--panel);text-decoration:none;overflow-wrap:anywhere}
.chip:hover{border-color:var(--strong-line)}.chip[aria-current]{border-color:var(--fact);background:var(--fact-bg);color:var(--fact)}
.chip[aria-current] small{color:inherit}
.entries tbody th{width:44%;min-width:17rem;overflow-wrap:anywhere}.entries a,.family-cases a,.on-case a{text-decoration:none}.entries a:hover,.family-cases a:hover,.on-case a:hover{text-decoration:underline}
.entries td:nth-child(2){white-space:nowrap}.entries .why{width:34%}.why{min-width:14rem;overflow-wrap:anywhere}
.more{color:var(--soft);font-size:.9rem}
`;
