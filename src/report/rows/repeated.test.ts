import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../analysis/testing/device.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { repeatedLines } from '../table/table-repeated.ts';
import { repeatedRun } from './repeated.ts';

const first = syntheticResultFile({ device: DEVICES.bandwidthBound, rounds: 6, seed: 1 });
const again = syntheticResultFile({ device: DEVICES.bandwidthBound, rounds: 6, seed: 2 });

function withRecords(file: ResultFile, change: (record: BenchRecord) => BenchRecord): ResultFile {
  return { ...file, records: file.records.map(change) };
}

describe('a run beside the one that it repeats', () => {
  it('sets answers, findings and times beside each other', () => {
    const { answers, findings, times } = repeatedRun(again, first, 'first.json');
    expect(answers).toEqual([
      expect.stringMatching(/^Here: Memory speed limits it\./),
      expect.stringMatching(/^There: Memory speed limits it\./),
    ]);
    expect(findings.find(({ subject }) => subject.startsWith('E6 '))).toMatchObject({
      here: expect.stringMatching(/^0\.\d+ \(/),
      there: expect.stringMatching(/^0\.\d+ \(/),
    });
    const diluted = times.find(({ subject }) => subject.includes('share 0.5'));
    expect(diluted?.compared).toMatch(/^\d\.\d+ \(/);
  });

  it('says of a finding whether the intervals overlap', () => {
    const shifted = {
      ...first,
      findings: first.findings.map(finding => ({ ...finding, value: 9, low: 8, high: 10 })),
    };
    const compared = (there: ResultFile) => repeatedRun(first, there, 'a').findings.map(row => row.compared);
    expect(new Set(compared(first))).toEqual(new Set(['the intervals overlap']));
    expect(compared(shifted)).toContain('the intervals lie apart');
  });

  it('leaves out what was launched, clocked or asked otherwise, and says so', () => {
    const relaunched = withRecords(first, record =>
      record.status === 'ok' && record.case.memoryShare === 0.5
        ? { ...record, launchHash: 'f'.repeat(64) }
        : record,
    );
    const known = withRecords(again, record =>
      record.status === 'ok' ? { ...record, launchHash: 'e'.repeat(64) } : record,
    );
    const { findings, times, notes } = repeatedRun(known, relaunched, 'a');
    expect(times.some(({ subject }) => subject.includes('share 0.5'))).toBe(false);
    expect(findings.some(({ subject }) => subject.startsWith('E6 '))).toBe(false);
    expect(notes.join(' ')).toMatch(/Not compared: \d+ cases?, another launch there/);
    const fewer = { ...first, records: first.records.slice(0, 3) };
    expect(repeatedRun(again, fewer, 'a').notes.join(' ')).toMatch(/\d+ cases, not timed there\./);
    const other = { ...first, session: { ...first.session, suite: 'batch1' } };
    const beside = repeatedRun(again, other, 'a');
    expect(beside.answers).toEqual([]);
    expect(beside.notes.join(' ')).toContain('The answers are not compared: of quick here, of batch1 there.');
  });

  it('compares nothing across classes, and no times where a clock is wrong', () => {
    const software = syntheticResultFile({ device: DEVICES.loadBound, rounds: 2 });
    const beside = repeatedRun(again, software, 'a');
    expect([...beside.answers, ...beside.findings, ...beside.times]).toEqual([]);
    expect(beside.notes).toEqual(['Nothing is compared: this run is of hardware, that one of software.']);
    const { clock } = first.environment;
    const wrong = { ...clock, agreement: { ratio: 9, low: 8, high: 10 } };
    const off = { ...first, environment: { ...first.environment, clock: wrong } };
    expect(repeatedRun(again, off, 'a').times).toEqual([]);
    expect(repeatedRun(again, off, 'a').notes.join(' ')).toContain('clocks of a run disagree');
  });

  it('stays within 80 columns in a terminal', () => {
    const lines = repeatedLines(repeatedRun(again, first, `${'long/'.repeat(30)}first.json`));
    expect(lines.filter(line => [...line].length > 80)).toEqual([]);
  });
});
