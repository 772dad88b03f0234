import { describe, expect, it } from 'vitest';
import { denseFacts, okRecord } from '../../src/analysis/testing/records.ts';
import { get, kernels } from '../../src/catalog.ts';
import type { DeviceClass } from '../../src/core/environment.ts';
import type { Group, Plan, SuiteContext } from '../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../src/testing/limits.ts';
import batch1 from './batch1.suite.ts';
import { rungIds } from './parts/byte-ladder.ts';
import quick from './quick.suite.ts';

const KERNELS = [
  'gemm/naive',
  'gemm/tiled',
  'gemv/row-per-thread',
  'gemv/rows-per-workgroup',
  'spmv/csr-scalar',
  'spmv/csr-vector',
  'probe/read',
  'probe/write',
  'probe/copy',
  'probe/gather',
  'probe/fma',
  'probe/fma-rotation',
  'probe/fma-f16',
  'probe/dot-i8',
  'probe/dispatch',
];
const NEW = ['gemv/f16', 'gemv/f16-native', 'gemv/i8', 'gemv/i4', 'gemm/columns', 'probe/ladder'];

function contextOf(kernelIds: readonly string[], options: Partial<SuiteContext> = {}): SuiteContext {
  return {
    deviceClass: 'hardware' as DeviceClass,
    limits: { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 2 ** 31 - 4 },
    features: new Set<string>(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({}),
      // The second GEMV is the fastest; 8192² take it long enough, and nothing takes long.
      estimateNs: (id, { rowCount, columnCount, rhsColumnCount }) =>
        rowCount *
        columnCount *
        (rhsColumnCount > 1 ? rhsColumnCount * 1e-5 : id === 'gemv/rows-per-workgroup' ? 1e-3 : 2e-3),
    },
    files: [],
    kernelIds,
    seed: 1,
    timeBudgetMs: null,
    ...options,
  };
}

function groupsOf(plan: Plan, id: string): readonly Group[] {
  return plan.sections
    .filter(section => section.id === id || section.id.startsWith(`${id}/`))
    .flatMap(section => ('groups' in section ? section.groups : section.choose([JUDGED])));
}

const SIDE = 8192;
const JUDGED = okRecord({
  kernelId: 'gemv/rows-per-workgroup',
  problem: denseFacts(SIDE, SIDE),
  problemSpec: { generator: 'dense', params: { m: SIDE, n: SIDE }, seed: 1 },
});

describe.each([batch1, quick])('suite $id', suite => {
  it('leaves out every case of a kernel that does not take part', () => {
    for (const kernelIds of [KERNELS, [...KERNELS, ...NEW]]) {
      for (const deviceClass of ['hardware', 'software'] as const) {
        const plan = suite.plan(contextOf(kernelIds, { deviceClass }));
        for (const section of plan.sections) {
          const groups = 'groups' in section ? section.groups : section.choose([JUDGED]);
          for (const c of groups.flat()) expect(kernelIds).toContain(c.kernelId);
        }
      }
    }
  });

  it('runs no kernel at a share of its memory traffic that is not dilutable', () => {
    const plan = suite.plan(contextOf([...KERNELS, ...NEW]));
    const groups = plan.sections.flatMap(section =>
      'groups' in section ? section.groups : section.choose([JUDGED]),
    );
    const diluted = groups.flat().filter(({ memoryShare }) => memoryShare < 1);
    expect(diluted.length).toBeGreaterThan(0);
    for (const { kernelId } of diluted) expect(get(kernels, kernelId, 'kernel').dilutable).toBe(true);
  });

  it('pairs every rung with its reference', () => {
    const plan = suite.plan(contextOf([...KERNELS, ...NEW]));
    for (const id of ['e4', 'e5']) {
      const groups = groupsOf(plan, id);
      expect(groups.length).toBeGreaterThan(3);
      const references = new Set(groups.map(([reference]) => JSON.stringify(reference)));
      expect(references.size).toBe(1);
      for (const group of groups) expect(group.length).toBe(2);
    }
  });

  it('keeps lossy weights and few-column products out of the sections of f32', () => {
    const plan = suite.plan(contextOf([...KERNELS, ...NEW]));
    const usual = ['gemv', 'gemm', 'dispatch', 'density'].flatMap(id => groupsOf(plan, id)).flat();
    expect(usual.filter(({ kernelId }) => NEW.includes(kernelId))).toEqual([]);
  });
});

describe('the cost of a dispatch', () => {
  it('is asked of the wall clock at a few sizes only, and at every size of the other clock', () => {
    for (const [deviceClass, most] of [
      ['hardware', 3],
      ['software', 4],
    ] as const) {
      const cases = groupsOf(batch1.plan(contextOf([...KERNELS], { deviceClass })), 'dispatch').flat();
      const sides = (clock: string) => cases.filter(c => c.clock === clock).map(c => c.problem.params.m);
      expect(sides('wall').length).toBe(most);
      expect(sides('gpu').length).toBeGreaterThan(most);
      expect(sides('gpu')).toEqual(expect.arrayContaining(sides('wall')));
    }
  });
});

describe('the byte ladder', () => {
  it('takes the f16 kernel that the pilot found faster, of those that the device can run', () => {
    const pilotOf = (native: number, packed: number) => ({
      ...contextOf([]).pilot,
      estimateNs: (id: string) => (id === 'gemv/f16-native' ? native : packed),
    });
    const ids = (options: Partial<SuiteContext>, kernelIds = [...KERNELS, ...NEW]) =>
      rungIds(contextOf(kernelIds, options), SIDE);
    const features = new Set(['shader-f16']);
    expect(ids({ pilot: pilotOf(1, 2) })).toEqual(['gemv/f16', 'gemv/i8', 'gemv/i4']);
    expect(ids({ features, pilot: pilotOf(1, 2) })[0]).toBe('gemv/f16-native');
    expect(ids({ features, pilot: pilotOf(2, 1) })[0]).toBe('gemv/f16');
    expect(ids({ features, pilot: pilotOf(Infinity, 1) })[0]).toBe('gemv/f16');
    expect(ids({ features }, ['gemv/f16-native'])).toEqual(['gemv/f16-native']);
    expect(ids({ features }, KERNELS)).toEqual([]);
  });

  it('runs each rung beside the fastest f32 product, and beside its own half', () => {
    const plan = batch1.plan(contextOf([...KERNELS, ...NEW]));
    const section = plan.sections.find(({ id }) => id === 'e3')!;
    const groups = 'choose' in section ? section.choose([JUDGED]) : [];
    expect(groups.map(group => group.map(c => `${c.kernelId} ${c.memoryShare}`))).toEqual(
      ['gemv/f16', 'gemv/i8', 'gemv/i4'].flatMap(id => [
        ['gemv/rows-per-workgroup 1', `${id} 1`],
        [`${id} 1`, `${id} 0.5`],
      ]),
    );
    expect('choose' in section && section.choose([])).toEqual([]);
  });
});
