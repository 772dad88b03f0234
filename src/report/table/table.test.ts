import { beforeAll, describe, expect, it } from 'vitest';
import { skippedRecord } from '../../analysis/testing/ok-record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
import { ansi } from './colour.ts';
import { toTable } from './table.ts';
import { skippedLines } from './table-unmeasured.ts';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

const hardware = (): ResultFile => ({
  ...file,
  environment: {
    ...file.environment,
    label: 'lab box 3',
    adapter: { ...file.environment.adapter, class: 'hardware', description: 'NVIDIA H200' },
  },
});

describe('toTable', () => {
  it('prints a whole run', async () => {
    await expect(toTable(file)).toMatchFileSnapshot('./testing/table.golden.txt');
  });

  it('prints several runs side by side first, software apart from hardware', async () => {
    const text = toTable([file, hardware()]);
    const [comparison = ''] = text.split('─');
    await expect(comparison).toMatchFileSnapshot('./testing/machines.golden.txt');
  });

  it('keeps every line within 80 columns, whatever the file holds', () => {
    for (const text of [toTable([file, hardware()]), toTable(hostileResultFile(file))]) {
      const tooLong = text.split('\n').filter(line => [...line].length > 80);
      expect(tooLong).toEqual([]);
    }
  });

  it('warns that a software adapter is no GPU, and only there', () => {
    expect(toTable(file)).toContain('describe this CPU, not a GPU');
    expect(toTable(hardware())).not.toContain('not a GPU');
  });

  it('prints no number that the clock could not resolve', () => {
    const row = toTable(file)
      .split('\n')
      .find(line => line.includes('gemv/row-per-thread'));
    expect(row?.match(/n\/a/g)).toHaveLength(5);
  });

  it('puts cases that were skipped for reasons with numbers of their own under what these have in common', () => {
    const skipped = ['uniform', 'banded'].map((generator, i) =>
      skippedRecord({
        kernelId: 'spmv/csr-merge',
        problemSpec: { generator, params: { m: 8, n: 8 }, seed: 1 },
        reason: `in rounds before it took 2.0${i} (1.90–2.10) times what spmv/sell took`,
      }),
    );
    const text = skippedLines({ records: skipped }, (_, line) => line).join('\n');
    expect(text).toContain(
      'Skipped (2)\n  clearly slower than another kernel in rounds before:\n    spmv/csr-merge@uniform',
    );
    expect(text.replace(/\s+/g, ' ')).toContain(
      '#1: in rounds before it took 2.01 (1.90–2.10) times what spmv/sell took',
    );
  });

  it('lists what failed and was skipped, with the reason', () => {
    expect(toTable(file)).toMatch(/Failed \(1\)\n {2}gemm\/naive.*: check: element 3 is 1\.5/);
    expect(toTable(file)).toMatch(
      /Skipped \(1\)\n {2}the adapter has no feature "subgroups":\n {4}gemv\/subgroup@/,
    );
  });

  it('colours without moving anything', () => {
    const coloured = toTable(file, { paint: ansi });
    expect(coloured).not.toBe(toTable(file));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is removed
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(toTable(file));
  });

  it('lets no escape of a file through to the terminal', () => {
    expect(toTable(hostileResultFile(file))).not.toContain('\u001b');
  });

  it('shows cases that were asked for one by one, probes too, without a conclusion', async () => {
    const file = await sampleResultFile();
    const text = toTable({ ...file, session: { ...file.session, suite: 'cases' } });
    const timed = file.records.filter(({ status }) => status === 'ok');
    for (const record of timed) expect(text).toContain(record.case.kernelId.slice(0, 8));
    expect(text).not.toMatch(/Verdict|Findings|are in the file/);
  });
});
