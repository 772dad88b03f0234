/** Lines of aligned cells: the first columns to the left, numbers to the right. */
export function alignColumns(rows: readonly (readonly string[])[], leftCount: number): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)));
  const pad = (cell: string, i: number): string =>
    i < leftCount ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!);
  return rows.map(row => row.map(pad).join('  ')).join('\n');
}
