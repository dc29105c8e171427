/** The style of the page: calm, light and dark, for a phone, for paper. Every colour of a text has a contrast of 4.5. */
export const PAGE_STYLE = String.raw`
:root {
  color-scheme: light;
  --page: #f7f8f9; --panel: #ffffff; --ink: #1b222c; --soft: #566171; --line: #e1e5ea; --hover: #f3f5f7;
  --link: #1d5b96; --good: #176b40; --warn: #8a5300; --bad: #b3261e; --calm: #4d5866;
  --good-tint: #e4f3ea; --warn-tint: #fbf0d9; --bad-tint: #fceceb; --calm-tint: #edf0f3;
  --plot-remaining: #94a3b5; --plot-new: #d08a17; --plot-regressed: #c6362c; --plot-resolved: #4fa977;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #11151a; --panel: #181d24; --ink: #e3e8ee; --soft: #9ba7b5; --line: #2a313b; --hover: #1e242d;
    --link: #84bdf2; --good: #6fd09c; --warn: #e5b663; --bad: #ff9a91; --calm: #a9b4c1;
    --good-tint: #16291f; --warn-tint: #2d2413; --bad-tint: #331c1b; --calm-tint: #242b34;
    --plot-remaining: #66758a; --plot-new: #dca03e; --plot-regressed: #ef6f65; --plot-resolved: #4da176;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 3.6rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Inter, Roboto, 'Helvetica Neue', Arial, sans-serif;
}
header, nav ul, main, footer { max-width: 1160px; margin-inline: auto; padding-inline: 28px; }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
p { margin: 0 0 .6em; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
code, pre, .name { font-family: var(--mono); font-size: .9em; }
bdi { overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; padding: .4rem .8rem; background: var(--panel); }

.verdict { padding-block: 40px 24px; }
.origin { display: flex; flex-wrap: wrap; gap: .2em 1.4em; margin-bottom: 14px; color: var(--soft); }
.verdict h1 { display: flex; align-items: center; gap: 14px; margin: 0 0 .4em; font-size: 30px; letter-spacing: -.015em; }
.icon { flex: none; }
.icon circle { fill: currentColor; }
.icon path { fill: none; stroke: var(--page); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.good .icon { color: var(--good); } .warn .icon { color: var(--warn); } .bad .icon { color: var(--bad); }
.lead { max-width: 74ch; font-size: 17px; color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 1px; margin: 26px 0 0; overflow: hidden; border: 1px solid var(--line); border-radius: 12px; background: var(--line); }
.figures div { padding: 14px 18px 16px; background: var(--panel); }
.figures dt { font-size: 13px; color: var(--soft); }
.figures dd { margin: 0; font-size: 13px; color: var(--soft); }
.figures b { display: block; font-size: 24px; font-weight: 600; line-height: 1.35; letter-spacing: -.01em; color: var(--ink); font-variant-numeric: tabular-nums; }
.figures .alarming { color: var(--bad); font-weight: 600; }
.callout { margin-top: 20px; padding: 14px 18px; border-left: 4px solid var(--warn); border-radius: 4px 10px 10px 4px; background: var(--warn-tint); }
.callout ul { margin: 0; padding-left: 1.2em; }

nav { position: sticky; top: 0; z-index: 2; border-block: 1px solid var(--line); background: var(--page); }
nav ul { display: flex; gap: 4px; margin-block: 0; padding-block: 6px; overflow-x: auto; list-style: none; scrollbar-width: none; }
nav li { flex: none; }
nav a { display: block; padding: 5px 9px; border-radius: 7px; color: var(--soft); font-size: 14px; text-decoration: none; }
nav a:hover { background: var(--calm-tint); color: var(--ink); }
nav a:focus-visible { outline-offset: -2px; }
.count { margin-left: .25em; color: var(--soft); font-size: .8em; font-weight: 500; font-variant-numeric: tabular-nums; }

main { padding-block: 8px 40px; }
section { padding-top: 30px; }
h2 { margin: 0 0 12px; font-size: 20px; letter-spacing: -.01em; }
h3 { margin: 20px 0 6px; font-size: 14px; color: var(--soft); font-weight: 600; }
pre { margin: 0; padding: 16px 18px; overflow: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; }
.template { line-height: 1.7; }
.template b { font-weight: 600; }
.actions { margin: 0; padding: 6px 0; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); list-style: none; counter-reset: action; }
.actions li { display: flex; gap: 14px; padding: 9px 18px; counter-increment: action; }
.actions li::before { content: counter(action); flex: none; width: 24px; height: 24px; border-radius: 50%; background: var(--calm-tint); color: var(--calm); font-size: 13px; font-weight: 600; line-height: 24px; text-align: center; }

.badge { display: inline-block; padding: 0 8px; border-radius: 99px; font-size: 12.5px; font-weight: 600; line-height: 21px; white-space: nowrap; }
.badge:not(:last-child) { margin-right: 4px; }
.badge.good { color: var(--good); background: var(--good-tint); } .badge.warn { color: var(--warn); background: var(--warn-tint); }
.badge.bad { color: var(--bad); background: var(--bad-tint); } .badge.calm { color: var(--calm); background: var(--calm-tint); }

.controls { display: flex; flex-wrap: wrap; align-items: end; gap: 10px 12px; margin-bottom: 12px; }
.controls label { font-size: 13px; color: var(--soft); }
.controls label span { display: block; margin-bottom: 2px; }
input, select, button { font: inherit; color: var(--ink); }
.controls input, .controls select, .reset, .more { min-height: 36px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); font-size: 14px; }
.controls input { width: 230px; }
.reset, .more { cursor: pointer; }
.reset:disabled { visibility: hidden; }
.more { margin-top: 12px; }
.controls output { margin-left: auto; padding-bottom: 7px; font-size: 13px; color: var(--soft); font-variant-numeric: tabular-nums; }

.table-box { position: relative; overflow: clip; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 10px 14px; text-align: left; vertical-align: top; }
thead :is(th, td) { border-bottom: 1px solid var(--line); background: var(--hover); color: var(--soft); font-size: 13px; font-weight: 600; white-space: nowrap; }
thead button { padding: 0; border: 0; background: none; color: inherit; font-weight: inherit; cursor: pointer; }
thead button:hover { color: var(--ink); }
thead button::after { content: ' \2195'; opacity: .45; }
[aria-sort] button { color: var(--ink); } [aria-sort] button::after { opacity: 1; }
[aria-sort='ascending'] button::after { content: ' \2191'; } [aria-sort='descending'] button::after { content: ' \2193'; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody tr:hover { background: var(--hover); }
tbody th { font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td { overflow: clip; overflow-clip-margin: 4px; }
@media (min-width: 761px) { td:has(.name) { min-width: 170px; } td:has(.sql) { min-width: 300px; } }
td p { margin: 0; }
td .place { overflow-wrap: anywhere; }
.place .name { font-weight: 600; }
.id { user-select: all; }
td .facts { display: flex; flex-wrap: wrap; gap: 0 1.2em; color: var(--soft); font-size: 13px; }
.waiver { margin-top: 6px; padding: 6px 10px; border-radius: 8px; background: var(--calm-tint); }
[hidden], .js .beyond { display: none; }
summary { width: fit-content; color: var(--link); cursor: pointer; font-size: 13px; }
section > details { margin-top: 12px; } section > details > summary { margin-bottom: 8px; font-size: 14px; }
.keys { margin: 2px 0 0; padding-left: 1.2em; }
.sql { margin-top: 4px; padding: 8px 10px; border-radius: 8px; background: var(--page); font-size: 12.5px; }
.omission { margin: 10px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--warn-tint); }

.checklist { margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); list-style: none; }
.checklist li { display: grid; grid-template-columns: 96px 1fr; gap: 14px; align-items: start; padding: 9px 18px; }
.checklist li + li { border-top: 1px solid var(--line); }
.checklist p { margin: 0; } .checklist .soft { font-size: 14px; } .checklist .badge { justify-self: start; }

.plot { margin: 0; padding: 16px 18px 10px; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
.plot figcaption { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-bottom: 10px; font-size: 13px; color: var(--soft); }
.key::before { content: ''; display: inline-block; width: 11px; height: 11px; margin-right: 6px; border-radius: 3px; vertical-align: -1px; background: var(--swatch); }
.key.remaining { --swatch: var(--plot-remaining); } .key.new { --swatch: var(--plot-new); } .key.regressed { --swatch: var(--plot-regressed); } .key.resolved { --swatch: var(--plot-resolved); }
.plot svg { display: block; width: 100%; height: auto; overflow: visible; }
.plot text { fill: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }
.plot .title { fill: var(--ink); font-weight: 600; } .plot .axis { text-anchor: end; } .plot .run { text-anchor: middle; }
.grid { stroke: var(--line); }
rect.remaining { fill: var(--plot-remaining); } rect.new { fill: var(--plot-new); } rect.regressed { fill: var(--plot-regressed); } rect.resolved { fill: var(--plot-resolved); }
polyline { fill: none; stroke: var(--link); stroke-width: 2; stroke-linejoin: round; } .plot circle { fill: var(--link); }
.timings { max-width: none; } .timings th, .timings td { padding-block: 6px; } .timings td:last-child { width: 55%; }
.bar { display: block; width: 100%; height: 8px; margin-top: 7px; } .bar rect { fill: var(--plot-remaining); }
.facts-list { margin: 12px 0 16px; padding-left: 1.2em; color: var(--soft); }
footer { padding-block: 18px 40px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }

@media (max-width: 760px) {
  header, nav ul, main, footer { padding-inline: 16px; }
  .verdict { padding-block: 24px 18px; } .verdict h1 { align-items: start; font-size: 24px; } .icon { width: 32px; height: 32px; } .lead { font-size: 16px; }
  .figures { grid-template-columns: 1fr 1fr; } .figures div:last-child { grid-column: 1 / -1; }
  .controls label:first-child, .controls input { width: 100%; } .controls label { flex: 1 1 40%; } .controls select { width: 100%; }
  .controls output { margin: 0; padding: 0; flex: 1 1 100%; }
  table[data-facets], table[data-facets] :is(tbody, tr, td) { display: block; }
  table[data-facets] thead { position: absolute; clip-path: inset(50%); }
  .js table[data-facets] thead { position: static; clip-path: none; display: block; border-bottom: 1px solid var(--line); background: var(--hover); }
  .js thead tr { padding: 6px 8px; } .js table[data-facets] thead th { display: inline-block; padding: 6px 7px; border: 0; }
  table[data-facets] tbody tr { padding: 10px 14px; } table[data-facets] tbody tr + tr { border-top: 1px solid var(--line); } table[data-facets] tbody tr + tr > td { border: 0; }
  table[data-facets] td { display: grid; grid-template-columns: 92px minmax(0, 1fr); gap: 0 10px; padding: 2px 0; text-align: left; }
  table[data-facets] td > * { grid-column: 2; justify-self: start; } table[data-facets] td::before { content: attr(data-label); grid-row: 1; color: var(--soft); font-size: 13px; }
  table[data-facets] [hidden], .js table[data-facets] .beyond { display: none; }
  section > details .table-box { overflow-x: auto; }
  .plot text { font-size: 26px; } .plot .grid { stroke-width: 2; } polyline { stroke-width: 4; } .plot circle { r: 6px; }
  .checklist li { grid-template-columns: 1fr; gap: 2px; padding-inline: 14px; } .actions li { padding-inline: 14px; }
}
@media print {
  body { background: none; font-size: 10pt; } nav, .controls, .more, .skip, summary { display: none; }
  .js .beyond { display: table-row; } details::details-content { content-visibility: visible; height: auto; }
  .table-box, pre, .plot { border-radius: 0; } tr, .checklist li, .actions li, .plot { break-inside: avoid; } h2, h3 { break-after: avoid; }
  thead { display: table-header-group; } thead button::after { content: none; }
}
`
