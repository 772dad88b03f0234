import { describe, expect, it } from 'vitest';
import { kernels } from '../catalog.ts';
import { completeTunables } from '../core/kernel.ts';
import type { Group, Plan } from '../core/plan.ts';
import { formatCase, parseCase } from '../core/record/address.ts';
import { launchOn, tinyProblem } from '../testing/tiny-cases.ts';
import { completeCase, completePlan, createResolver, launchHash } from './cases.ts';

const { rowsPerGroup, workgroupSize } = kernels.get('gemv/rows-per-workgroup')!.tunables;
/** No default, whatever the default is. */
const ROWS = rowsPerGroup![1]!;
const SHORT = parseCase(`gemv/rows-per-workgroup@dense(m=8,n=8)#1?rowsPerGroup=${ROWS}`);
const WHOLE = `${formatCase(SHORT)}&workgroupSize=${workgroupSize![0]}`;
const HOST = parseCase('host/js-dense@dense(m=8,n=8)#1?clock=wall');

describe('a case', () => {
  it('is completed with the tunables that it leaves at their defaults', () => {
    expect(formatCase(completeCase(SHORT))).toBe(WHOLE);
    expect(completeCase(completeCase(SHORT))).toEqual(completeCase(SHORT));
  });

  it('of the host has none to complete', () => {
    expect(completeCase(HOST)).toEqual(HOST);
  });

  it('is resolved to the same address whether or not it names its defaults', () => {
    const resolver = createResolver([], new Map());
    const [short, whole] = [resolver.resolve(SHORT), resolver.resolve(parseCase(WHOLE))];
    expect([short.address, whole.address]).toEqual([WHOLE, WHOLE]);
    expect([short.tuned, whole.tuned]).toEqual([['rowsPerGroup'], ['rowsPerGroup']]);
  });
});

describe('a plan', () => {
  const groups: readonly Group[] = [[SHORT], [SHORT, SHORT]];
  const plan: Plan = {
    suite: 'test',
    sections: [
      { id: 'a', title: '', weight: 1, groups },
      { id: 'b', title: '', weight: 1, choose: () => groups },
    ],
    hostCases: [HOST],
    leftOut: [{ case: SHORT, reason: 'no time' }],
    stop: { minimumRounds: 1, maximumRounds: 1, precision: 1 },
    warmupMs: 0,
    minimumBatchMs: 1,
    streamBytes: 1,
    canary: SHORT,
    timeBudgetMs: 1,
    seed: 1,
    refine: () => ({ id: 'c', title: '', weight: 1, groups }),
  };

  it('names all tunables of every case, of those chosen later too', () => {
    const { sections, leftOut, hostCases, canary, refine } = completePlan(plan);
    const chosen = sections.map(section => ('groups' in section ? section.groups : section.choose([])));
    const all = [...chosen, refine!([])!.groups].flat(2).concat(leftOut[0]!.case, canary);
    expect(all).toHaveLength(11);
    expect(new Set(all.map(formatCase))).toEqual(new Set([WHOLE]));
    expect(hostCases).toEqual([HOST]);
  });

  it('that is not refined stays so', () => {
    const { refine: _none, ...rest } = plan;
    expect(completePlan(rest).refine).toBeUndefined();
    expect(completePlan({ ...plan, refine: () => null }).refine!([])).toBeNull();
  });
});

describe('the hash of a launch', () => {
  it('does not change where a descriptor names its tunables in another order', async () => {
    const kernel = kernels.get('gemv/rows-per-workgroup')!;
    const reordered = {
      ...kernel,
      tunables: Object.fromEntries(Object.entries(kernel.tunables).toReversed()),
    };
    expect(Object.keys(reordered.tunables)).not.toEqual(Object.keys(kernel.tunables));
    const hashOf = (described: typeof kernel) =>
      launchHash(
        described.wgsl,
        launchOn(described, tinyProblem('matvec')),
        completeTunables(described, { rowsPerGroup: 2 }),
      );
    expect(await hashOf(reordered)).toBe(await hashOf(kernel));
    expect(await hashOf(kernel)).toMatch(/^[0-9a-f]{16}$/);
  });
});
