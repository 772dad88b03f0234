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
@media print { :root { color-scheme: light; ${tokens(LIGHT)} } }
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
.sentence { font-size: 2rem; line-height: 1.2; margin: 0.5rem 0; max-width: 30ch; text-wrap: balance; }
.answer .sentence { max-width: 40ch; margin: 0 0 0.5rem; }
.answer .lead { font-size: 1.25rem; line-height: 1.3; max-width: 48ch; margin-top: 0; }
.answer p { margin-bottom: 0.25rem; }
.answer .facts { grid-template-columns: 8rem minmax(0, 1fr); gap: 0.5rem 1.5rem; margin-bottom: 2rem; }
.verdict { font-weight: 600; }
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
summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; color: var(--quiet); }
.report > summary { align-items: baseline; padding: 0.6rem 0; }
a { color: inherit; }
summary::before { content: '▸ '; white-space: pre; }
details[open] > summary::before { content: '▾ '; }
@media (max-width: 480px) { .sentence { font-size: 1.5rem; } .facts, .answer .facts { grid-template-columns: minmax(0, 1fr); gap: 0; } .facts dd { margin-bottom: 0.5rem; } }
@media print {
  body { max-width: none; padding: 0; font-size: 0.8rem; }
  .frame { overflow: visible; } thead th, td code { white-space: normal; }
  table { font-size: 0.6rem; } figure, tr { break-inside: avoid; }
}
`;
