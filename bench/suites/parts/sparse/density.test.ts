import { describe, expect, it } from 'vitest';
import {
  denseFacts,
  okRecord,
  skippedRecord,
  sparseFacts,
  steadyTimes,
} from '../../../../src/analysis/testing/records.ts';
import { kernels } from '../../../../src/catalog.ts';
import type { Section, SuiteContext } from '../../../../src/core/plan.ts';
import type { BenchRecord } from '../../../../src/core/record/record.ts';
import { DEFAULT_LIMITS } from '../../../../src/testing/limits.ts';
import { problem } from '../cases.ts';
import { takingPart } from '../families.ts';
import { bisectionSection, densitySections } from './density.ts';

const NS: Readonly<Record<string, number>> = {
  'gemv/rows-per-workgroup': 60e3,
  'spmv/csr-scalar': 3e6,
  'spmv/csr-vector': 70e3,
};

const context: SuiteContext = {
  deviceClass: 'hardware',
  limits: DEFAULT_LIMITS,
  features: new Set(),
  pilot: {
    beyondCacheBytes: null,
    residentBytes: 65_536,
    launchNs: 0,
    tunables: () => ({}),
    estimateNs: id => NS[id] ?? Number.POSITIVE_INFINITY,
  },
  files: [],
  kernelIds: Object.keys(NS),
  seed: 1,
  timeBudgetMs: null,
};

describe('densitySections', () => {
  it('prepares the fastest sparse kernel first, so that a short time costs the slow ones', () => {
    const sections = densitySections(context, {
      patterns: ['uniform'],
      densities: [0.1, 0.3],
      side: 1024,
      weight: 1,
    });
    const rungs = sections.flatMap(({ groups }) => groups.map(group => group.at(-1)!.kernelId));
    expect(rungs).toEqual(['spmv/csr-vector', 'spmv/csr-scalar', 'spmv/csr-vector', 'spmv/csr-scalar']);
  });

  const withAll = { ...context, kernelIds: takingPart([...kernels.keys()], true) };
  const fieldsOf = (asked: SuiteContext, pattern: string, densities: readonly number[]) =>
    densitySections(asked, { patterns: [pattern], densities, side: 1024, weight: 1 });
  const kernelsIn = ({ groups }: Section) => groups.map(group => group.at(-1)!.kernelId);

  it('on a GPU sets kernels that suit a pattern apart, so that fewer formats share its memory', () => {
    const sections = fieldsOf(withAll, 'block', [0.1, 0.5]);
    const [usual, ...others] = sections.map(kernelsIn);
    expect(usual).toContain('spmv/csr-vector');
    expect(others).toEqual([['spmv/bsr8', 'spmv/bsr16'], usual]);
    expect(new Set(sections.map(({ id }) => id)).size).toBe(3);
    expect(sections.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    const software = fieldsOf({ ...withAll, deviceClass: 'software' }, 'block', [0.1, 0.5]);
    expect(software.map(kernelsIn)).toEqual([[...usual!, ...usual!, 'spmv/bsr8', 'spmv/bsr16']]);
  });

  it('has of N:M kernels the one of as many values as the matrix keeps', () => {
    const kernelIds = fieldsOf(withAll, 'nm', [0.25, 0.5]).flatMap(kernelsIn);
    expect(kernelIds.filter(id => id.includes('nm'))).toEqual(['spmv/nm-1-4', 'spmv/nm-2-4']);
  });
});

describe('densities between neighbours', () => {
  const SIDE = 1000;
  const dense = okRecord({
    problem: denseFacts(SIDE, SIDE),
    cache: 'stream',
    timesNs: steadyTimes(60e3, 20),
  });
  /** A kernel that is slower than the dense one from `crossing` on. */
  const measured = (pattern: 'uniform' | 'power-law', density: number, crossing: number) => {
    const { generator, params } =
      pattern === 'uniform'
        ? problem('uniform', { m: SIDE, n: SIDE, density })
        : problem('power-law', { m: SIDE, n: SIDE, mean: density * SIDE });
    return okRecord({
      kernelId: 'spmv/csr-vector',
      family: 'csr',
      format: 'csr-f32',
      problem: sparseFacts(pattern, SIDE, SIDE, density),
      problemSpec: { generator, params, seed: 1 },
      timesNs: steadyTimes(density < crossing ? 50e3 : 70e3, 20),
    });
  };
  const between = (records: readonly BenchRecord[], asked: Partial<SuiteContext> = {}) =>
    bisectionSection({ ...context, ...asked }, records, SIDE, 1);
  const matricesIn = (section: Section | null) => [
    ...new Set(
      section?.groups.map(group => {
        const { generator, params } = group.at(-1)!.problem;
        const { density, mean } = params;
        return `${generator} ${Number(density ?? mean).toPrecision(3)}`;
      }),
    ),
  ];
  const uniform = [0.1, 0.2, 0.4].map(density => measured('uniform', density, 0.15));
  const powerLaw = [0.02, 0.1].map(density => measured('power-law', density, 0.05));

  it('are tried on a GPU one matrix at a time, the widest gap first', () => {
    const records = [dense, ...uniform, ...powerLaw];
    expect(matricesIn(between(records))).toEqual(['power-law 44.7']);
    const narrower = [...records, measured('power-law', 0.0447, 0.05)];
    expect(matricesIn(between(narrower))).toEqual(['power-law 66.9']);
    const closer = [...narrower, measured('power-law', 0.0669, 0.05)];
    expect(matricesIn(between(closer))).toEqual(['uniform 0.141']);
  });

  it('are tried on a CPU all at once', () => {
    const records = [dense, ...uniform, ...powerLaw];
    expect(matricesIn(between(records, { deviceClass: 'software' }))).toEqual([
      'power-law 44.7',
      'uniform 0.141',
    ]);
  });

  it('are none where neighbours are close, and none that were tried in vain', () => {
    const close = [0.1, 0.12].map(density => measured('uniform', density, 0.11));
    expect(between([dense, ...close])).toBeNull();
    const spec = problem('uniform', { m: SIDE, n: SIDE, density: 0.141 });
    const vain = skippedRecord({ kernelId: 'spmv/csr-vector', problemSpec: spec });
    expect(between([dense, ...uniform, vain])).toBeNull();
  });
});
