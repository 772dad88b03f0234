import { describe, expect, it } from 'vitest';
import { printable } from '../core/printable.ts';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { csvLine, toCsv } from './csv.ts';

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

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\ufffd=1"],
    ['  =1', "'  =1"],
    ['\n=1', "'\ufffd=1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\ufeff=1', "'\ufffd=1"],
    ['\u200b+1', "'\ufffd+1"],
    ['\uff1d1', "'\uff1d1"],
    ['\uff0b1', "'\uff0b1"],
    ['\uff0d1', "'\uff0d1"],
    ['\uff20SUM(A1)', "'\uff20SUM(A1)"],
  ])('keeps %j from acting as a formula', async (text, printed) => {
    expect(await labelCell(text)).toBe(printed);
  });

  it.each(['lab box 3', '1 = 1', 'a-b', '50 % = half'])('leaves %j as it is', async text => {
    expect(await labelCell(text)).toBe(text);
  });

  it('quotes what would part a cell where the decimal mark is a comma', async () => {
    expect(csvLine(['a;=1', 'b'])).toBe('"a;=1",b');
  });

  it('carries nothing that acts on a terminal', async () => {
    const text = toCsv(hostileResultFile(await sampleResultFile()));
    expect(text.split('\r\n').filter(line => printable(line) !== line)).toEqual([]);
  });
});

async function labelCell(label: string): Promise<string> {
  const file = await sampleResultFile();
  const labelled = { ...file, environment: { ...file.environment, label } };
  const [header = [], row = []] = readCsv(toCsv(labelled));
  return row[header.indexOf('label')]!;
}
