export const VIEWS = `
.finding h3 .loss{font-weight:400}.finding h3 .loss wbr~*,.finding h3 b{font-weight:640}
.finding h3{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline}
.causes{margin:.1rem 0 .6rem;padding-left:1.1rem}.causes li::marker{color:var(--bad-line)}
.by-adapter .causes{margin:0}.by-adapter tbody th,.by-adapter td:nth-child(2){white-space:nowrap}.cause small{white-space:nowrap}
tr.quiet>*{color:var(--soft)}
.family{border-top:1px solid var(--line);padding:.35rem 0;content-visibility:auto;contain-intrinsic-size:auto 2.2rem}
.family>summary{color:var(--ink);display:flex;flex-wrap:wrap;gap:.1rem .8rem;align-items:baseline}
.family>summary::before{content:"▸";color:var(--soft);width:.8em}.family[open]>summary::before{content:"▾"}
.family>summary small{margin-left:auto}
.about{color:var(--soft);font-size:.88rem}
.family-cases{width:auto;min-width:min(100%,36rem)}
.family-cases td,.family-cases th{padding:.22rem .8rem;font-size:.86rem}.family-cases td{white-space:nowrap}
.family-cases thead th{position:static}
.other,.other>*,.other .sign{color:var(--soft)}.family-cases .other{opacity:.75}
.on-case a[aria-current]{font-weight:640;text-decoration:underline}
.said{display:block;white-space:pre-wrap}
.message{padding:.6rem .9rem;margin:.2rem 0 .8rem;background:var(--shade);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
.call{display:grid;gap:.55rem;margin:0 0 .8rem}.call>div{display:grid;grid-template-columns:minmax(6rem,10rem) 1fr;gap:1rem}.call dt{font-weight:600;font-size:.9rem;overflow-wrap:anywhere}.call dd{margin:0;min-width:0;overflow-wrap:anywhere}
.tensor small{display:block}.data{display:block;white-space:pre-wrap;line-height:1.45}
.comparison{margin:0 0 1.4rem}.comparison h3{font-family:var(--mono);font-size:.94rem;margin-top:1rem}
.comparison .scroll{width:fit-content;max-width:100%}
.elements{width:auto}.elements th,.elements td{padding:.2rem .9rem;font-size:.86rem}.elements td,.elements thead th:not(:first-child){text-align:right;white-space:nowrap}.elements tbody th{white-space:nowrap}.elements tbody th,.elements tbody td{font-family:var(--mono);font-size:.82rem}
.elements .worst>*{background:var(--bad-bg);color:var(--bad);font-weight:640}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.6rem 1.6rem}.sides p{margin:.1rem 0;overflow-wrap:anywhere}
.code{position:relative;margin:.3rem 0 .7rem}.code pre{margin:0;padding:.75rem 4.8rem .75rem .9rem;background:var(--shade);border:1px solid var(--line);border-radius:8px;overflow:auto;max-height:32rem;line-height:1.5;tab-size:4}
.code .copy{position:absolute;top:.45rem;right:.5rem}

.concepts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:.9rem;margin-top:1.2rem}
.concept{display:flex;flex-direction:column;background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:.9rem 1.1rem .7rem}
.concept h2{font-size:1.02rem;margin:0 0 .25rem}.concept h2 a{text-decoration:none}.concept h2 a:hover{text-decoration:underline}
.concept ul{padding-left:1rem;margin:.1rem 0 .5rem}.concept li::marker{color:var(--fact)}.concept p{margin:0 0 .3rem}.concept .names{line-height:1.4}.concept .aside:last-child{margin:auto 0 0}
.relation{display:inline-block;align-self:flex-start;font-size:.88rem;font-weight:600;color:var(--fact);background:var(--fact-bg);border-radius:5px;padding:.1rem .55rem;overflow-wrap:anywhere}
.highlights{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,34rem),1fr));gap:1rem}
.highlight{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem .7rem}
.highlight h3{margin:0 0 .3rem}.highlight p{margin-bottom:.5rem}
.answer{font-size:1.02rem;font-weight:600}
.minor th,.minor td{font-size:.86rem}.minor th{min-width:18rem}.minor td{min-width:12rem;overflow-wrap:anywhere}.minor .about,.minor .answer,.minor td small{display:block}.minor .answer{font-size:.9rem}
.all-differences td,.all-differences th{font-size:.84rem;overflow-wrap:anywhere}.all-differences th{min-width:20rem}
.recipe,.experiment,.statement{margin:0 0 1.8rem;max-width:62rem}
.state{font-size:.92rem}
.statement h2{font-size:1.05rem}
.statement td,.statement th{overflow-wrap:anywhere}
.drop{margin:1rem 0 1.2rem}
@media (forced-colors:active){.matrix td.bad{border-left:3px solid}.chip[aria-current],nav a[aria-current]{border-color:Highlight}.relation{border:1px solid}}
@media screen and (max-width:45rem){
body{font-size:14.5px}:root{--gap:.9rem}h1{font-size:1.35rem}
.top>div{gap:.1rem 1rem}.top{position:static}nav{order:3;flex-basis:100%;gap:0 1rem;font-size:.92rem}.brand{flex:1}
th,td{padding:.4rem .6rem}
.scroll:has(>.matrix){max-height:calc(100vh - 2rem);scroll-padding:4rem 0 0 9.5rem}
.matrix thead th:first-child{width:9.2rem}.matrix th[scope=row]{padding:.45rem .55rem;overflow-wrap:anywhere}.matrix th[scope=row] small{margin-left:0}
.matrix .loss-link{display:block}.matrix .prefix{display:none}.matrix td a{padding:.45rem .55rem}
.call>div{grid-template-columns:1fr;gap:0}.facets>div{grid-template-columns:minmax(0,1fr)}.facets .chips{flex-wrap:nowrap;overflow-x:auto;padding-bottom:.2rem}.facets .chip{white-space:nowrap}
.picker .panel{right:auto;left:0}.legend .sign{white-space:normal}.cause small{white-space:normal}
:is(.entries,.on-case,.by-adapter) :is(tbody,tr,th,td){display:block;border:0;padding:.1rem .7rem;width:auto;min-width:0;text-align:left}
:is(.entries,.on-case,.by-adapter) thead{position:absolute;clip-path:inset(50%)}
:is(.entries,.on-case,.by-adapter) tr{padding:.5rem 0;border-bottom:1px solid var(--line)}:is(.entries,.on-case,.by-adapter) td:empty{display:none}
.by-adapter td.number::before{color:var(--soft);font-size:.86em}.by-adapter td:nth-child(3)::before{content:"pass "}.by-adapter td:nth-child(4)::before{content:"fail "}.by-adapter td:nth-child(5)::before{content:"unsupported "}.by-adapter td:nth-child(6)::before{content:"worst "}
.family>summary small{margin-left:0}
}
`;
