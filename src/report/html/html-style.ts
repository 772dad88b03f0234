import { DARK, LIGHT } from '../../charts/palette.ts';

function tokens(theme: Readonly<Record<string, string>>): string {
  return Object.entries(theme)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}

/** Of the HTML report: the page's tokens, both themes, phone and print. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; ${tokens(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${tokens(DARK)} } }
@media print { :root { color-scheme: light; ${tokens({ ...LIGHT, ground: '#fff' })} } }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 1200px; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'Open Sans', sans-serif; font-variant-numeric: tabular-nums;
}
h1 { font-size: 1.25rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p, li, dd { max-width: 75ch; overflow-wrap: anywhere; }
code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
.sentence strong { font-weight: 650; }
.sentence { font-size: 2rem; line-height: 1.2; margin: 0.5rem 0; max-width: 30ch; text-wrap: balance; }
.answer .sentence { max-width: 40ch; margin: 0 0 0.5rem; }
.answer .lead { font-size: 1.25rem; line-height: 1.3; max-width: 48ch; margin-top: 0; }
.answer p { margin-bottom: 0.25rem; }
.answer .facts { grid-template-columns: 8rem minmax(0, 1fr); gap: 0.5rem 1.5rem; margin-bottom: 2rem; }
.kept { white-space: nowrap; }
.strip { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1rem; margin: 0.75rem 0 1.5rem; padding: 0; list-style: none; }
.strip li { display: flex; flex-direction: column; gap: 0.25rem; font-size: 0.875rem; }
.strip svg { max-width: 100%; height: auto; }
.stance { font-weight: 600; }
.stance::before { content: '○ ' / ''; }
.stance.agrees { color: var(--sparse); }
.stance.agrees::before { content: '● ' / ''; }
.stance.contradicts { color: var(--warn); }
.stance.contradicts::before { content: '✕ ' / ''; }
.quiet, figcaption, caption { color: var(--quiet); }
.warning { border-left: 4px solid var(--warn); padding: 0.25rem 0.75rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 1rem 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
article + article { border-top: 1px solid var(--rule); margin-top: 3rem; padding-top: 2rem; }
figure { margin: 1rem 0; }
figure svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
@media screen and (max-width: 800px) { .wide { display: none; } .narrow { display: block; } }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 1.5rem; }
.status { font-weight: 600; }
.frame { overflow-x: auto; margin: 0.5rem 0 1rem; }
table { border-collapse: collapse; font-size: 0.875rem; }
.rate { font-weight: 650; }
caption { text-align: left; padding-bottom: 0.25rem; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
thead th { border-bottom-color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 400; position: sticky; left: 0; background: var(--ground); }
thead th, .number, td code { white-space: nowrap; }
.number { text-align: right; }
td, tbody th { min-width: 6rem; }
td:not(.number) { min-width: 12rem; }
td.number { min-width: 0; }
.share { background: linear-gradient(to right, var(--rule) var(--share), transparent var(--share)) no-repeat; }
.fold { border-top: 1px solid var(--rule); margin-top: 0.5rem; }
.fold > summary h2 { display: inline; margin: 0; font-size: 1rem; }
.fold[open] { padding-bottom: 1rem; }
summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; color: var(--quiet); }
.report > summary { align-items: baseline; padding: 0.6rem 0; }
a { color: inherit; }
summary::before { content: '▸ '; white-space: pre; }
details[open] > summary::before { content: '▾ '; }
@media (max-width: 480px) { .sentence { font-size: 1.5rem; } .facts, .answer .facts { grid-template-columns: minmax(0, 1fr); gap: 0; } .facts dd { margin-bottom: 0.5rem; } }
@page { margin: 15mm 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .sentence { font-size: 16pt; }
  .answer .lead { font-size: 12pt; }
  h2 { margin-top: 1.25rem; }
  h1, h2, h3, summary, caption, thead, p:has(+ .frame), p:has(+ ul) { break-after: avoid; }
  h1, h2, h3, figure, tr, .shown, .strip, .facts dd, .multiples > section { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .multiples { display: block; columns: 2; }
  /* Two in a row below the card: the second would leave the first page a quarter empty. */
  .why { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 8mm; }
  .answer .facts { margin-bottom: 1rem; }
  .why h2 { font-size: 11pt; margin-top: 0.5rem; }
  .why figure { margin: 0.75rem 0 0; }
  .why > p, .why > .shown:nth-of-type(3) { grid-column: 1 / -1; }
  .why > .shown:not(:nth-of-type(3)) .wide { display: none; }
  .why > .shown:not(:nth-of-type(3)) .narrow { display: block; }
  .strip { grid-template-columns: repeat(6, 1fr); gap: 0.5rem; }
  .strip li { font-size: 8pt; }
  .frame { overflow: visible; }
  table { font-size: 7pt; width: 100%; }
  thead { display: table-header-group; }
  tbody th { position: static; }
  thead th, td code { white-space: normal; }
  code, td code { font-size: 7pt; }
  td, tbody th, td:not(.number) { min-width: 0; }
  td:last-child:has(code) { width: 40%; }
  figure details { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .fold details { margin-top: 1rem; }
  summary { min-height: 0; }
  summary::before { content: none; }
}
`;
