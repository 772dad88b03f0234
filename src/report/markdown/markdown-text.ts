import { printable } from '../../core/printable.ts';

/** As an entity, it shows in the source and breaks a word that a renderer would take for a link. */
const ZERO_WIDTH_SPACE = '&#8203;';

/** Cells must be escaped already. @param numericFrom columns from this index on align right, except the last */
export function mdTable(
  headers: readonly string[],
  rows: readonly string[][],
  numericFrom = headers.length,
): string {
  const rule = headers.map((_, index) =>
    index >= numericFrom && index < headers.length - 1 ? '---:' : '---',
  );
  return [headers, rule, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** No character of a file's text acts as Markdown or HTML; nothing becomes a link, mention, list, formula or emoji. */
export function escaped(text: string): string {
  return printable(text)
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/[\\`*_{}[\]<>()#!|~]/g, '\\$&')
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)\.(?!\d)/, '$1\\.')
    .replace(/\$/g, '&#36;')
    .replace(/:(?=\/\/|[\w+-]+:)|www(?=\.)|@/gi, `$&${ZERO_WIDTH_SPACE}`);
}

/** A code span that the text cannot end, inside a table too. */
export function code(text: string): string {
  const safe = printable(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${safe}${fence}` : `${fence} ${safe} ${fence}`;
}
