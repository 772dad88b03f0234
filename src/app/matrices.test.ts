import { describe, expect, it } from 'vitest';
import { kernels, partsOf } from '../catalog.ts';
import { promisedMs, type SuiteContext } from '../core/plan.ts';
import { guessedPilot } from '../measure/device/pilot.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { casesSuite } from './cases-suite.ts';
import { requireMatrices, requireMeasured } from './matrices.ts';
import { suites } from './suites.ts';

const SPEC = { generator: 'file', params: { name: 'W.mtx', m: 300, n: 200 }, seed: 1 };
const FACTS = {
  pattern: 'W.mtx',
  rowCount: 300,
  columnCount: 200,
  rhsColumnCount: 1,
  nnz: 600,
  density: 0.01,
  rowStats: { min: 2, mean: 2, max: 2, empty: 0 },
};

function contextOf(deviceClass: SuiteContext['deviceClass'], kernelIds: readonly string[]): SuiteContext {
  const device = { deviceClass, limits: DEFAULT_LIMITS, features: new Set<string>() };
  return {
    ...device,
    pilot: guessedPilot([...kernels.values()], device, partsOf),
    files: [{ spec: SPEC, facts: FACTS }],
    kernelIds,
    seed: 1,
    timeBudgetMs: null,
  };
}

describe('a matrix of the user', () => {
  it.each([...suites.values()])(
    'is measured by $id in the time that was promised, or refused with a reason',
    suite => {
      if (suite.noMatrices !== undefined) {
        expect(() => requireMatrices(suite, 1)).toThrow(`${suite.id} measures no matrices of yours: `);
        expect(() => requireMatrices(suite, 0)).not.toThrow();
        return;
      }
      expect(() => requireMatrices(suite, 1)).not.toThrow();
      if (suite.needsMatrices !== undefined) {
        expect(() => requireMatrices(suite, 0)).toThrow(
          'name them with --matrix FILE or --matrix-dir FOLDER',
        );
      }
      for (const deviceClass of ['hardware', 'software'] as const) {
        const plan = suite.plan(contextOf(deviceClass, [...kernels.keys()]));
        expect(() => requireMeasured(plan, [SPEC])).not.toThrow();
        const groups = plan.sections.flatMap(section => ('groups' in section ? section.groups : []));
        const ids = groups.flat().flatMap(c => (c.problem === SPEC ? [c.kernelId] : []));
        expect(ids).toContain('spmv/csr-vector');
        const asked = { deviceClass, matrixCount: 1, timeBudgetMs: null };
        expect(plan.promisedMs).toBe(promisedMs(suite, asked));
      }
    },
  );

  it('is not passed over where no kernel that was asked for takes it', () => {
    const plan = suites.get('quick')!.plan(contextOf('software', ['gemm/naive', 'probe/read']));
    expect(() => requireMeasured(plan, [SPEC])).toThrow(
      'W.mtx would not be measured: nothing that was asked for multiplies a matrix by a vector on it (its address is file(name=W.mtx,m=300,n=200)#1)',
    );
  });

  it('is not passed over where cases were named and none is on it', () => {
    const suite = casesSuite([]);
    const plan = suite.plan(contextOf('software', ['probe/read']));
    expect(() => requireMeasured(plan, [SPEC])).toThrow('W.mtx would not be measured');
  });
});
