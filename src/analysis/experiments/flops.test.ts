import { describe, expect, it } from 'vitest';
import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { denseFacts, okRecord, type RecordOptions, steadyTimes } from '../testing/records.ts';
import { flopLadder } from './flop-ladder.ts';
import { flopLadderFinding } from './flops.ts';

const ceilings = [
  { id: 'read', value: 1e12 },
  { id: 'fma', value: 2e13 },
] as Ceiling[];

function timed(ns: number, group: string, fields: RecordOptions, rounds = 20): OkRecord {
  return okRecord({ ...fields, timesNs: steadyTimes(ns, rounds), group });
}

describe('E4, the FLOP ladder', () => {
  const COUNT = 2 ** 20;
  /** Knee at 40 multiply-adds a word; the top rung takes what the FMA ceiling allows. */
  const ladder = (times: Readonly<Record<number, number>>) =>
    flopLadder(
      Object.entries(times).map(([multiplyAdds, ns]) =>
        timed(ns, 'ladder', {
          kernelId: 'probe/ladder',
          operation: 'ladder',
          format: 'words',
          problem: { ...denseFacts(1, COUNT), rhsColumnCount: 0 },
          problemSpec: {
            generator: 'ladder',
            params: { n: COUNT, multiplyAdds: Number(multiplyAdds) },
            seed: 1,
          },
          work: {
            compulsoryBytes: 4 * COUNT,
            usefulFlops: 2 * COUNT * Number(multiplyAdds),
          } as OkRecord['work'],
        }),
      ),
      ceilings,
    );
  const TOP_NS = (2 * COUNT * 1024) / 2e13 / 1e-9;

  it('places the knee where arithmetic takes as long as reading', () => {
    expect(ladder({ 1: 4200, 2: 4200, 1024: TOP_NS })!.knee).toBeCloseTo(40, 6);
  });

  it.each([
    ['hides arithmetic', { 1: 4200, 2: 4200, 8: 4250, 1024: TOP_NS }, 'supported', 1.01],
    ['shows some of it', { 1: 4200, 2: 4200, 8: 5000, 1024: TOP_NS }, 'undecided', 1.19],
    ['doubles at once', { 1: 4200, 2: 8400, 8: 33_600, 1024: TOP_NS }, 'refuted', 2],
    ['never nears the ceiling', { 1: 4200, 2: 4200, 8: 4200, 1024: 4 * TOP_NS }, 'undecided', 1],
  ])('is judged where it %s', (_name, times, status, value) => {
    const finding = flopLadderFinding(ladder(times));
    expect(finding.status).toBe(status);
    expect(finding.value).toBeCloseTo(value, 2);
  });

  it('names the rung that refutes among its evidence', () => {
    const rungs = ladder({ 1: 4200, 2: 8400, 8: 33_600, 1024: TOP_NS })!;
    const second = rungs.rungs.find(({ multiplyAdds }) => multiplyAdds === 2)!;
    expect(flopLadderFinding(rungs).evidence).toContain(second.record.address);
  });

  it('is invalid without ceilings, and missing without rungs', () => {
    expect(flopLadderFinding(null)).toMatchObject({ status: 'undecided', value: null });
    const rungs = ladder({ 1: 4200, 2: 9000, 1024: TOP_NS })!;
    expect(flopLadderFinding({ ...rungs, topShare: null, knee: null }).reason).toMatch(/no FMA ceiling/);
    expect(flopLadderFinding({ ...rungs, topShare: 1.2 }).status).toBe('undecided');
  });
});
