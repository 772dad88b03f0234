import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedCase, comparedRun } from '../testing/compared.ts';
import { comparisonTable, differencesOnly } from './table.ts';

const one = comparedRun();
const two = comparedRun({ name: 'Card Two', cases: [comparedCase({ medianNs: 200_000 })] });

describe('machines × kernels', () => {
  it('have rates and a share of the roof of their own run', () => {
    const [section] = comparisonTable([one, two]).sections;
    expect(section?.title).toBe('matvec f32, dense 4,096 × 4,096, stream, by timestamp');
    expect(section?.machines.map(({ name }) => name)).toEqual(['Card One', 'Card Two']);
    const [first, second] = section!.rows[0]!.cells;
    expect(first?.bytesPerSecond?.value).toBeCloseTo((4 * 4096 ** 2) / 1e-4, -6);
    expect(first?.flopsPerSecond?.value).toBeCloseTo((2 * 4096 ** 2) / 1e-4, -6);
    expect(first?.shareOfRoof).toBeCloseTo((4 * 4096 ** 2) / 1e12 / 1e-4, 6);
    expect(second?.shareOfRoof).toBeCloseTo(first!.shareOfRoof! / 2, 6);
  });

  it.each([
    ['another operation: matmul, not matvec', { operation: 'matmul' }],
    ['another type: f16, not f32', { valueType: 'f16' }],
    ['another problem: dense 64 × 4,096, not dense 4,096 × 4,096', { rowCount: 64, nnz: 64 * 4096 }],
    [
      'another problem: uniform 4,096 × 4,096 with 9 nonzeros, not dense 4,096 × 4,096',
      { pattern: 'uniform', nnz: 9 },
    ],
    ['another cache state: hot, not stream', { cache: 'hot' }],
    ['another clock: wall, not timestamp', { timerId: 'wall' }],
    ['no other machine here timed this kernel: gemv/b', { kernelId: 'gemv/b', rowCount: 9 }],
  ] as const)('let a case stand apart that is alike in no other run: %s', (reason, fields) => {
    const unlike = comparedRun({ name: 'Card Three', cases: [comparedCase(fields)] });
    const table = comparisonTable([one, two, unlike]);
    expect(table.sections).toEqual(comparisonTable([one, two]).sections);
    expect(table.apart).toMatchObject([{ machine: unlike.machine, count: 1 }]);
    expect(table.apart.map(line => `${line.reason}: ${line.example}`)).toEqual([reason]);
  });

  it('say which machine launched something else, and where a file does not say', () => {
    const hashes = ['a', 'a', 'b', null];
    const runs = hashes.map((hash, index) =>
      comparedRun({
        name: `Card ${index}`,
        cases: [comparedCase({ launchHash: hash?.repeat(16) ?? null })],
      }),
    );
    const marks = comparisonTable(runs).sections[0]!.rows[0]!.cells.map(cell => cell?.launch);
    expect(marks).toEqual(['same', 'same', 'other', 'unknown']);
  });

  it('rank no processor beside a GPU, and nothing that was simulated', () => {
    const processor = comparedRun({ name: 'llvmpipe', class: 'software' });
    const simulated = comparedRun({ name: 'Made up', vendor: 'simulated' });
    const { sections, apart } = comparisonTable([one, processor, simulated]);
    expect(sections).toEqual([]);
    expect(apart.map(({ machine, reason }) => [machine.name, reason])).toEqual([
      ['Made up', 'simulated: no device was measured, so it is not ranked'],
      ['Card One', 'measured on no other machine here'],
      ['llvmpipe', 'measured on no other machine here'],
    ]);
  });

  it('take the fastest launch of the newest run that answered', () => {
    const cases = [120_000, 80_000].map((medianNs, index) =>
      comparedCase({ medianNs, launchHash: `${index}`.repeat(16) }),
    );
    const newer = comparedRun({ startedAt: '2026-02-02T00:00:00.000Z', cases });
    const newest = comparedRun({ startedAt: '2026-03-02T00:00:00.000Z', suite: 'smoke', cases: [] });
    const [section] = comparisonTable([one, newest, newer, two]).sections;
    expect(section?.rows[0]?.cells[0]).toMatchObject({ time: { value: 80_000 }, run: newer });
  });

  it('show no rate of a run whose clocks disagree, nor of what calculates nothing', () => {
    const unsure = comparedRun({ name: 'Card Three', hasRates: false, read: null });
    const copies = comparedRun({ name: 'Card Four', cases: [comparedCase({ usefulFlops: 0 })] });
    const [section] = comparisonTable([unsure, copies, one]).sections;
    const cells = new Map(section!.rows[0]!.cells.map(cell => [cell!.run, cell]));
    expect(cells.get(unsure)).toMatchObject({
      bytesPerSecond: null,
      flopsPerSecond: null,
      shareOfRoof: null,
    });
    expect(cells.get(copies)).toMatchObject({ flopsPerSecond: null });
    expect(cells.get(copies)?.bytesPerSecond).not.toBeNull();
  });

  it('show the rate of a time whose interval reaches 0', () => {
    const short = comparedRun({ name: 'Card Three', cases: [comparedCase({ lowNs: 0 })] });
    const [section] = comparisonTable([one, short]).sections;
    const cell = section?.rows[0]?.cells.find(candidate => candidate?.run === short);
    expect(cell?.bytesPerSecond).toMatchObject({ high: Number.POSITIVE_INFINITY });
    expect(cell?.bytesPerSecond?.value).toBeCloseTo((4 * 4096 ** 2) / 1e-4, -6);
  });

  it('have a share of the roof of products only', () => {
    const probe = comparedCase({ operation: 'read', kernelId: 'probe/read' });
    const runs = ['One', 'Two'].map(name => comparedRun({ name, cases: [probe] }));
    expect(comparisonTable(runs).sections[0]!.rows[0]!.cells[0]).toMatchObject({ shareOfRoof: null });
  });

  it('can be cut down to rows that differ', () => {
    const equal = comparedRun({ name: 'Card Three' });
    expect(differencesOnly(comparisonTable([one, equal])).sections).toEqual([]);
    expect(differencesOnly(comparisonTable([one, two])).sections).toHaveLength(1);
  });

  it('are the same for every order of the runs', () => {
    const runs = ['One', 'Two', 'Three', 'Four'].map((name, index) =>
      comparedRun({
        name,
        cases: [0, 1, 2].map(kernel =>
          comparedCase({
            kernelId: `gemv/${kernel % (index + 1)}`,
            rowCount: 64 * (kernel + 1),
            medianNs: 1e5,
          }),
        ),
      }),
    );
    const table = comparisonTable(runs);
    fc.assert(
      fc.property(fc.shuffledSubarray(runs, { minLength: runs.length }), shuffled => {
        expect(comparisonTable(shuffled)).toEqual(table);
      }),
    );
  });
});
