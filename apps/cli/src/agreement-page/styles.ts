import { disagreementKinds } from '@claimspan/agreement'

/** Kinds that are not checked are not shown; so the page needs no script. */
const hidden = disagreementKinds
  .map((kind) => `section:has(input[value="${kind}"]:not(:checked)) li[data-kind="${kind}"]{display:none}`)
  .join('\n')

/** The page's style: paper and ink in the light, the same by night; text keeps 4.5:1 in both. */
export const styles = `
:root{color-scheme:light dark;--page:#fdfcfa;--raised:#fff;--rule:#e7e2d8;--axis:#8d877a;--ink:#1d1b17;--ink-2:#4d4a42;--accent:#1f5a4e;--same:31 111 95;--other:168 38 31;--mark:rgb(255 201 64/.42)}
@media (prefers-color-scheme:dark){:root{--page:#171613;--raised:#1f1d1a;--rule:#37342e;--axis:#8f897c;--ink:#efece5;--ink-2:#bcb7ab;--accent:#8cc9ba;--same:92 178 158;--other:224 110 98;--mark:rgb(255 201 64/.28)}}
*{box-sizing:border-box}
html{text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:400 1rem/1.5 system-ui,"Segoe UI",sans-serif;overflow-wrap:break-word}
main{max-width:70rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:2rem;line-height:1.2;margin:1rem 0 .5rem}
h2{font-size:1.4rem;line-height:1.3;margin:2.5rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--rule)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{max-width:72ch;margin:.5rem 0}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
nav a{display:inline-block;padding:.25rem 0}
.about{color:var(--ink-2);font-weight:400;font-size:.875rem}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.875rem}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--ink-2);vertical-align:bottom;border-bottom:1px solid var(--axis)}
tr.first>*{border-top:1px solid var(--rule)}
th[scope=rowgroup]{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th.n{white-space:normal}
.none{white-space:normal}
.none summary{list-style:none;cursor:help;text-decoration:underline dotted}
.none summary::-webkit-details-marker{display:none}
.none p{max-width:18rem;margin:0;text-align:left;color:var(--ink-2)}
.of{color:var(--ink-2)}
.of,tbody th[scope=row]{white-space:nowrap}
.matrix tbody th[scope=row]{white-space:normal;min-width:5rem}
.bar{padding-block:.4rem 0}
svg{display:block;max-width:100%;height:auto;font:400 11px system-ui,sans-serif}
.bar svg{max-width:none;height:16px}
.axis{stroke:var(--rule);stroke-width:1}
.within{stroke:var(--accent);stroke-width:3;stroke-linecap:round;opacity:.45}
circle{fill:var(--accent)}
path{fill:none;stroke:var(--accent);stroke-width:1.5}
rect{fill:var(--accent);opacity:.75}
svg text{fill:var(--ink-2);text-anchor:middle}
svg .tick{text-anchor:end}
.plots{display:flex;flex-wrap:wrap;gap:1.5rem 2rem;align-items:flex-start}
figure{margin:0;min-width:0;max-width:100%}
.plot{flex:0 1 26rem}
figcaption{font-weight:600;margin-bottom:.25rem}
.matrix td{text-align:right;font-variant-numeric:tabular-nums;min-width:2.75rem;border:1px solid var(--page)}
.matrix thead th{max-width:8rem;text-align:right}
.matrix td.same{background:rgb(var(--same)/calc(var(--shade)*.45))}
.matrix td.other{background:rgb(var(--other)/calc(var(--shade)*.45))}
.matrix thead td{background:none}
.zero{color:var(--ink-2)}
.kinds{border:1px solid var(--rule);border-radius:6px;margin:1rem 0;padding:.5rem .75rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.kinds legend{padding:0 .25rem;color:var(--ink-2);font-size:.875rem}
.kinds label{display:inline-flex;gap:.4rem;align-items:center;min-height:1.75rem}
.kinds input{accent-color:var(--accent);width:1rem;height:1rem}
.document{margin:1rem 0}
.document>summary{cursor:pointer;padding:.25rem 0}
.list{margin:.5rem 0;padding-left:3.25rem}
.list li{padding:.5rem 0;border-top:1px solid var(--rule)}
.list li::marker{color:var(--ink-2);font-variant-numeric:tabular-nums}
.list li:target{background:var(--raised);box-shadow:0 0 0 .5rem var(--raised);outline:2px solid var(--accent);outline-offset:.5rem}
.list p{margin:.15rem 0}
.kind{font-weight:600}
.side b{font-weight:600}
.side .about{white-space:nowrap}
blockquote{margin:.35rem 0 0;padding-left:.75rem;border-left:2px solid var(--rule);color:var(--ink-2);white-space:pre-line}
u{text-decoration:underline solid var(--accent) 2px;text-underline-offset:3px;color:var(--ink)}
mark{background:var(--mark);color:var(--ink)}
${hidden}
@media print{.kinds,nav{display:none}}
`
