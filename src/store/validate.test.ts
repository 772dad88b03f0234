import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../core/environment.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { sealFile, sealRecord } from './hash.ts';
import { SAMPLE_TOOLS, sampleResultFile } from './testing/sample-result.ts';
import { validateResult } from './validate.ts';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

const indexOfOk = () => file.records.findIndex(record => record.status === 'ok');

function withRecord(index: number, change: (record: OkRecord) => BenchRecord): ResultFile {
  return { ...file, records: file.records.with(index, change(file.records[index] as OkRecord)) };
}

async function resealed(index: number, change: (record: OkRecord) => BenchRecord): Promise<ResultFile> {
  const changed = withRecord(index, change);
  const records = changed.records.with(index, await sealRecord(changed.records[index]!));
  return sealFile({ ...changed, records });
}

const places = async (changed: ResultFile) =>
  (await validateResult(changed, SAMPLE_TOOLS)).map(problem => problem.place);

describe('validateResult', () => {
  it('accepts a file that agrees with itself', async () => {
    expect(await validateResult(file, SAMPLE_TOOLS)).toEqual([]);
  });

  it('rejects any change to any number of any sample or summary, naming the record', async () => {
    const okIndices = file.records.flatMap((record, index) => (record.status === 'ok' ? [index] : []));
    const edit = fc.record({
      index: fc.constantFrom(...okIndices),
      part: fc.constantFrom('sample' as const, 'summary' as const),
      at: fc.nat(),
      field: fc.nat(),
      factor: fc.constantFrom(0.5, 0.999, 1.001, 2),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ index, part, at, field, factor }) => {
        const changed = withRecord(index, record =>
          part === 'sample'
            ? {
                ...record,
                samples: record.samples.with(
                  at % record.samples.length,
                  scaled(record.samples[at % record.samples.length]!, field, factor),
                ),
              }
            : { ...record, summary: scaled(record.summary, field, factor) },
        );
        fc.pre(JSON.stringify(changed) !== JSON.stringify(file));
        const found = await places(changed);
        expect(found.length).toBeGreaterThan(0);
        expect(found.every(place => place.startsWith(`records[${index}].`))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('names a changed median and what the samples give, though the record was sealed again', async () => {
    const index = indexOfOk();
    const { medianNs } = (file.records[index] as OkRecord).summary;
    const changed = await resealed(index, record => ({
      ...record,
      summary: { ...record.summary, medianNs: medianNs / 2 },
    }));
    expect(await validateResult(changed, SAMPLE_TOOLS)).toEqual([
      {
        place: `records[${index}].summary.medianNs`,
        message: `says ${medianNs / 2}, the samples give ${medianNs}`,
      },
    ]);
  });

  it('forgives the last digits of another engine', async () => {
    const changed = await resealed(indexOfOk(), record => ({
      ...record,
      summary: { ...record.summary, madNs: record.summary.madNs * (1 + 1e-12) },
    }));
    expect(await validateResult(changed, SAMPLE_TOOLS)).toEqual([]);
  });

  it('notices flags that were taken away', async () => {
    const index = file.records.findIndex(record => record.status === 'ok' && record.summary.flags.length > 0);
    const changed = await resealed(index, record => ({
      ...record,
      summary: { ...record.summary, flags: [] },
    }));
    expect(await places(changed)).toEqual([`records[${index}].summary.flags`]);
  });

  it('notices a record that was changed, whatever the field', async () => {
    const index = file.records.findIndex(record => record.status === 'skipped');
    const changed = {
      ...file,
      records: file.records.with(index, { ...file.records[index]!, reason: 'other' } as BenchRecord),
    };
    expect(await validateResult(changed, SAMPLE_TOOLS)).toEqual([
      { place: `records[${index}].sha256`, message: 'the record was changed after it was written' },
    ]);
  });

  it('demands the address that the case prints', async () => {
    const index = indexOfOk();
    const changed = await resealed(index, record => ({
      ...record,
      case: { ...record.case, memoryShare: 0.25 },
    }));
    expect(await places(changed)).toEqual([`records[${index}].address`]);
  });

  it('refuses a wrong output that has a timing', async () => {
    const index = indexOfOk();
    const changed = await resealed(index, record => ({
      ...record,
      check: { ...record.check, worstRatio: 1.5 },
    }));
    expect(await places(changed)).toEqual([`records[${index}].check.worstRatio`]);
  });

  it('refuses more useful work than was executed, and more nonzeros than were stored', async () => {
    const index = indexOfOk();
    const useful = await resealed(index, record => ({
      ...record,
      work: { ...record.work, usefulFlops: record.work.executedFlops + 1 },
    }));
    expect(await places(useful)).toEqual([`records[${index}].work.usefulFlops`]);
    const { nnz } = (file.records[index] as OkRecord).problem;
    const stored = (storedEntries: number) =>
      resealed(index, record => ({ ...record, problem: { ...record.problem, storedEntries } }));
    expect(await places(await stored(nnz - 1))).toEqual([`records[${index}].problem.nnz`]);
    expect(await places(await stored(nnz + 1))).toEqual([]);
  });

  it('demands samples in measured order', async () => {
    const index = indexOfOk();
    const changed = await resealed(index, record => ({ ...record, samples: record.samples.toReversed() }));
    expect(await places(changed)).toEqual([`records[${index}].samples[1].index`]);
  });

  it('demands it of discarded samples too', async () => {
    const index = indexOfOk();
    const discarding = (order: (samples: OkRecord['samples']) => OkRecord['samples']) =>
      resealed(index, record => ({ ...record, discardedSamples: order(record.samples) }));
    expect(await places(await discarding(samples => samples))).toEqual([]);
    expect(await places(await discarding(samples => samples.toReversed()))).toEqual([
      `records[${index}].discardedSamples[1].index`,
    ]);
  });

  it.each(['round', 'startedAtMs'] as const)(
    'demands that the %s of samples never goes back',
    async field => {
      const index = indexOfOk();
      const changed = await resealed(index, record => {
        const [first, second, ...rest] = record.samples;
        const back = { ...second!, [field]: first![field] - 1 };
        return { ...record, samples: [first!, back, ...rest] };
      });
      expect(await places(changed)).toEqual([`records[${index}].samples[1].${field}`]);
    },
  );

  it('refuses the same address twice', async () => {
    const changed = await sealFile({ ...file, records: [...file.records, file.records[0]!] });
    expect(await places(changed)).toEqual([`records[${file.records.length}].address`]);
  });

  it.each([
    [
      'ceilings[0].value',
      (f: ResultFile) => ({ ...f, ceilings: f.ceilings.map((c, i) => (i === 0 ? { ...c, value: 1 } : c)) }),
    ],
    [
      'findings[1].status',
      (f: ResultFile) => ({
        ...f,
        findings: f.findings.map((e, i) => (i === 1 ? { ...e, status: 'supported' as const } : e)),
      }),
    ],
    ['thresholds.e6Refuted', (f: ResultFile) => ({ ...f, thresholds: { ...f.thresholds, e6Refuted: 1 } })],
    ['crossovers', (f: ResultFile) => ({ ...f, crossovers: [] })],
    [
      'verdict.regime',
      (f: ResultFile) => ({ ...f, verdict: { ...f.verdict, regime: 'bandwidth' as const } }),
    ],
  ])('names %s where the records give another', async (place, change) => {
    expect(await places(await sealFile(change(file)))).toEqual([place]);
    expect(await places(change(file))).toEqual(['sha256', place]);
  });

  it('compares no conclusion with one by other rules, but everything else', async () => {
    const other = await sealFile({
      ...file,
      judgedBy: { programVersion: '0.0.9', rulesHash: 'f'.repeat(16) },
      crossovers: [],
      verdict: { ...file.verdict, regime: 'bandwidth' },
    });
    expect(await validateResult(other, SAMPLE_TOOLS)).toEqual([]);
    const broken = await sealFile({ ...other, records: withRecord(0, doubled).records });
    expect((await places(broken)).every(place => place.startsWith('records[0].'))).toBe(true);
    expect(await places(broken)).toContain('records[0].sha256');
  });

  it('hashes fields that it does not know', async () => {
    const index = indexOfOk();
    const withLater = (record: BenchRecord, bytes: number) => Object.assign({ ...record }, { later: bytes });
    const later = await resealed(index, record => withLater(record, 7));
    expect(await validateResult(later, SAMPLE_TOOLS)).toEqual([]);
    const records = later.records.with(index, withLater(later.records[index]!, 8));
    expect(await places({ ...later, records })).toEqual([`records[${index}].sha256`]);
  });

  it.each([
    ['a session that was unsteady', withSession({ unsteady: true })],
    ['discarded rounds', withSession({ discardedRounds: 0 })],
    ['the duration', withSession({ durationMs: 1 })],
    ['the adapter', withEnvironment(({ adapter }) => ({ adapter: { ...adapter, description: 'H200' } }))],
    ['the clock', withEnvironment(({ clock }) => ({ clock: { ...clock, timestampStepNs: 100 } }))],
    ['the label', withEnvironment(() => ({ label: 'lab box 3' }))],
    ['the version', (f: ResultFile) => ({ ...f, programVersion: '9.9.9' })],
    ['the suite', (f: ResultFile) => ({ ...f, suiteHash: 'f'.repeat(16) })],
    ['records, one being taken away', (f: ResultFile) => ({ ...f, records: f.records.slice(0, -1) })],
    ['records, their order being another', (f: ResultFile) => ({ ...f, records: f.records.toReversed() })],
  ])('notices a change of %s, which nothing else in the file repeats', async (_, change) => {
    expect(await validateResult(change(file), SAMPLE_TOOLS)).toEqual([
      {
        place: 'sha256',
        message:
          'session, environment, versions or conclusions were changed, or records added or removed, after the file was written',
      },
    ]);
  });
});

function doubled(record: OkRecord): OkRecord {
  return { ...record, samples: record.samples.map(sample => ({ ...sample, totalNs: 2 * sample.totalNs })) };
}

function withSession(fields: Partial<ResultFile['session']>) {
  return (f: ResultFile): ResultFile => ({ ...f, session: { ...f.session, ...fields } });
}

function withEnvironment(fields: (environment: Environment) => Partial<Environment>) {
  return (f: ResultFile): ResultFile => ({
    ...f,
    environment: { ...f.environment, ...fields(f.environment) },
  });
}

function scaled<T extends object>(fields: T, at: number, factor: number): T {
  const names = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'number' && value !== 0 ? [name] : [],
  );
  const name = names[at % names.length];
  if (name === undefined) return fields;
  return { ...fields, [name]: (fields as Record<string, number>)[name]! * factor };
}
