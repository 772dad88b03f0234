import { expect, it } from 'vitest';
import { compare } from '../../../bench/peers/compare.ts';
import type { DeviceProduct, Peer } from '../../../bench/peers/peer.ts';
import { PROBLEMS } from '../../../bench/peers/problems.ts';
import type { Problem } from '../../core/problem.ts';
import { parseProblem } from '../../core/record/address.ts';
import { testGpu } from '../../gpu/testing.ts';
import { timesVector } from '../../operations/checks/product.ts';
import { nodePlatform } from '../../platform/node.ts';

/** Computes on the host, and stands for a library with a device; `spoil` changes what comes out. */
function product(problem: Problem, spoil: (y: Float64Array, calls: number) => void): DeviceProduct {
  let calls = 0;
  const compute = () => {
    const y = timesVector(problem.a, problem.rhs);
    spoil(y, calls++);
    return y;
  };
  return {
    kind: 'device',
    remark: null,
    call: async () => compute(),
    inARow: async count => {
      for (let i = 0; i < count; i++) compute();
    },
    lastOfRow: async () => compute(),
    gpuNs: null,
    dispose() {},
  };
}

function standIn(name: string, spoil: (y: Float64Array, calls: number) => void = () => {}): Peer {
  return {
    name,
    run: async () => ({ version: '1', prepare: async (_operation, problem) => product(problem, spoil) }),
  };
}

const PEERS: readonly Peer[] = [
  {
    name: 'absent',
    run: () => Promise.reject(new Error('no such module')),
  },
  {
    name: 'breaking',
    run: async () => ({ version: '1', prepare: () => Promise.reject(new Error('device lost')) }),
  },
  standIn('wrong', y => y.fill(1, 3, 4)),
  standIn('wrong later', (y, calls) => void (calls > 3 && y.fill(0))),
  { name: 'poor', run: async () => ({ version: '1', prepare: async () => ({ lacks: 'no products' }) }) },
  standIn('right'),
];

it('compares what is right, and lets no peer stop another', async context => {
  const gpu = await testGpu(context);
  const said: string[] = [];
  const comparison = await compare({
    gpu,
    platform: nodePlatform,
    place: { runtime: 'node', wasmFolder: null },
    peers: PEERS,
    problems: [
      { operation: 'matvec', spec: parseProblem('dense(m=96,n=64)'), onlyIfQuick: false },
      { operation: 'matmul', spec: parseProblem('product(m=30000,n=30000,k=30000)'), onlyIfQuick: true },
    ],
    timeBudgetMs: 1000,
    programVersion: 'test',
    progress: text => said.push(text),
  });
  const [block, large] = comparison.blocks;
  expect(block).toMatchObject({ status: 'compared', problem: 'dense(m=96,n=64)#1' });
  expect(block!.ours!.kernelId).toMatch(/^gemv\//);
  expect(block!.ours!.check.worstRatio).toBeLessThanOrEqual(1);
  const outcomes = block!.rows.map(({ peer, status, ratios }) => [peer, status, ratios.length]);
  expect(outcomes).toEqual([
    ['absent', 'failed', 0],
    ['breaking', 'failed', 0],
    ['wrong', 'wrong output', 0],
    ['wrong later', 'wrong output', 0],
    ['poor', 'lacks', 0],
    ['right', 'compared', 2],
  ]);
  const right = block!.rows.at(-1)!;
  expect(right.ratios[0]!.method).toBe('call');
  expect(right.ratios[0]!.value).toBeGreaterThan(0);
  expect(right.ratios[0]!.ours.medianNs).toBeGreaterThan(0);
  expect(large).toMatchObject({ status: 'skipped', ours: null });
  expect(large!.remark).toMatch(/^a call would take about .*, more than 2\.00 s$/);
  expect(said).toContain('dense(m=96,n=64): right');
});

it('plans what it promises', () => {
  const sizes = PROBLEMS.map(({ operation, spec }) => `${operation} ${Object.values(spec.params).join(' ')}`);
  expect(sizes).toContain('matmul 512 512 512');
  expect(sizes).toContain('matvec 2048 2048');
});
