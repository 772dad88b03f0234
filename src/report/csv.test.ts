import { describe, expect, it } from 'vitest';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { toCsv } from './csv.ts';

/** A reader of RFC 4180, written from the RFC alone. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    rows.at(-1)!.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"'));
    if (found[3] === '\r\n') rows.push([]);
    if (cell.lastIndex === text.length) break;
  }
  return rows.slice(0, -1);
}

describe('toCsv', () => {
  it('prints a whole run', async () => {
    await expect(toCsv(await sampleResultFile())).toMatchFileSnapshot('./testing/cases.golden.csv');
  });

  it('has one line a record, with the numbers in full', async () => {
    const file = await sampleResultFile();
    const [header = [], ...rows] = readCsv(toCsv(file));
    expect(rows.map(row => row[header.indexOf('address')])).toEqual(
      file.records.map(record => record.address),
    );
    const median = rows.map(row => row[header.indexOf('median_ns')]);
    expect(median).toEqual(
      file.records.map(record => (record.status === 'ok' ? String(record.summary.medianNs) : '')),
    );
  });

  it('keeps its columns whatever the file holds', async () => {
    const file = await sampleResultFile();
    const rows = readCsv(toCsv([hostileResultFile(file), file]));
    expect(rows).toHaveLength(1 + 2 * file.records.length);
    expect(new Set(rows.map(row => row.length)).size).toBe(1);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('keeps %j from acting as a formula', async text => {
    const file = await sampleResultFile();
    const labelled = { ...file, environment: { ...file.environment, label: text } };
    const [header = [], row = []] = readCsv(toCsv(labelled));
    expect(row[header.indexOf('label')]).toBe(`'${text}`);
  });
});
