import type { OperationId } from '../../core/operation.ts';
import type { ProblemFacts, ProblemSpec } from '../../core/problem.ts';
import type { CacheState, Case } from '../../core/record/record.ts';
import type { Work } from '../../core/work.ts';
import type { SyntheticLoad } from './device.ts';
import { denseFacts, sparseFacts } from './ok-record.ts';

/** A case with the counts that a real kernel and problem would give it. */
export interface SyntheticCase {
  readonly kernelId: string;
  readonly operation: OperationId;
  readonly format: string;
  readonly problemSpec: ProblemSpec;
  readonly problem: ProblemFacts;
  readonly tunables: Readonly<Record<string, number>>;
  readonly cache: CacheState;
  readonly memoryShare: number;
  readonly clock: Case['clock'];
  readonly load: SyntheticLoad;
}

const STREAM_BYTES = 256 * 2 ** 20;

export interface Conditions {
  readonly cache?: CacheState;
  readonly memoryShare?: number;
  readonly clock?: Case['clock'];
  readonly tunables?: Readonly<Record<string, number>>;
}

/** `efficiency`: share of the device's load rate that the kernel reaches. */
export function gemvCase(
  kernelId: string,
  m: number,
  n: number,
  conditions: Conditions = {},
  efficiency = 1,
): SyntheticCase {
  const problem = denseFacts(m, n);
  const bytes = 4 * (m * n + m + n);
  return product(
    { kernelId, format: 'dense-f32', problem, spec: spec('dense', { m, n }), bytes },
    conditions,
    {
      loadedBytes: bytes / efficiency,
    },
  );
}

/** Stored bytes of a weight by format, scales of groups of 64 included. */
const WEIGHT_BYTES = { 'dense-f16': 2, 'dense-i8': 1 + 4 / 64, 'dense-i4': 0.5 + 4 / 64 } as const;

/** A rung of the byte ladder: fewer bytes, as many load instructions as f32 has. */
export function lossyCase(
  kernelId: string,
  format: keyof typeof WEIGHT_BYTES,
  size: number,
  conditions: Conditions = {},
): SyntheticCase {
  const problem = denseFacts(size, size);
  const bytes = WEIGHT_BYTES[format] * size * size + 8 * size;
  const problemSpec = spec('dense', { m: size, n: size });
  return product({ kernelId, format, problem, spec: problemSpec, bytes }, conditions, {
    loadedBytes: 4 * size * size,
  });
}

/** The same weights times `batch` vectors; half of the load instructions are for the vectors. */
export function columnsCase(kernelId: string, size: number, batch: number): SyntheticCase {
  const problem = denseFacts(size, size, batch);
  const bytes = 4 * (size * size + 2 * size * batch);
  const problemSpec = spec('product', { m: size, n: batch, k: size });
  const made = product(
    { kernelId, format: 'dense-f32', problem, spec: problemSpec, bytes },
    {},
    {
      loadedBytes: 2 * size * size * (1 + batch),
    },
  );
  const flops = 2 * size * size * batch;
  const work = { ...made.load.work, usefulFlops: flops, executedFlops: flops };
  return { ...made, operation: 'matmul', load: { ...made.load, work } };
}

/** A rung of the FLOP ladder: `count` words read once, so many multiply-adds on each. */
export function ladderCase(count: number, multiplyAdds: number): SyntheticCase {
  const bytes = 4 * count;
  const problem = { ...denseFacts(1, count), rhsColumnCount: 0 };
  const problemSpec = spec('ladder', { n: count, multiplyAdds });
  const made = product(
    { kernelId: 'probe/ladder', format: 'words', problem, spec: problemSpec, bytes },
    {},
    {},
  );
  const flops = 2 * count * multiplyAdds;
  const work = { ...made.load.work, usefulFlops: flops, executedFlops: flops };
  return { ...made, operation: 'ladder', load: { ...made.load, work } };
}

export interface SparseOptions {
  readonly pattern: string;
  readonly m: number;
  readonly n: number;
  readonly density: number;
  /** Share of the memory rate that the kernel can use. */
  readonly efficiency: number;
}

/** Pattern "dense" is the full matrix, stored as CSR all the same. */
export function csrCase(
  kernelId: string,
  options: SparseOptions,
  conditions: Conditions = {},
): SyntheticCase {
  const { pattern, m, n, density, efficiency } = options;
  const full = pattern === 'dense';
  const problem = full ? denseFacts(m, n) : sparseFacts(pattern, m, n, density);
  const bytes = 8 * problem.nnz + 4 * (m + 1) + 4 * n + 4 * m;
  const problemSpec = full ? spec('dense', { m, n }) : spec(pattern, { m, n, density });
  return product({ kernelId, format: 'csr-f32', problem, spec: problemSpec, bytes }, conditions, {
    loadedBytes: (12 * problem.nnz) / efficiency,
    memoryEfficiency: efficiency,
  });
}

/** `reuse`: multiply-adds per loaded operand. */
export function gemmCase(kernelId: string, size: number, reuse: number): SyntheticCase {
  const problem = denseFacts(size, size, size);
  const flops = 2 * size ** 3;
  const base = {
    kernelId,
    format: 'dense-f32',
    problem,
    spec: spec('product', { m: size, n: size, k: size }),
  };
  const made = product({ ...base, bytes: 12 * size * size }, {}, { loadedBytes: (4 * flops) / reuse });
  const work = { ...made.load.work, usefulFlops: flops, executedFlops: flops };
  return { ...made, operation: 'matmul', load: { ...made.load, work } };
}

export type ProbeId = 'read' | 'write' | 'copy' | 'gather' | 'fma' | 'dispatch';

/** @param amount 32-bit words moved; for gather lines read; for fma multiply-adds */
export function probeCase(id: ProbeId, amount: number, conditions: Conditions = {}): SyntheticCase {
  const words = id === 'gather' ? 16 * amount : id === 'fma' || id === 'dispatch' ? 1 : amount;
  const bytes = id === 'dispatch' ? 4 : 4 * words * (id === 'copy' ? 2 : 1);
  const flops = id === 'fma' ? 2 * amount : 0;
  const problem = { ...denseFacts(1, words), rhsColumnCount: 0 };
  const made = product(
    { kernelId: `probe/${id}`, format: 'words', problem, spec: probeSpec(id, amount), bytes },
    conditions,
    { loadedBytes: id === 'gather' ? 0 : bytes, randomLines: id === 'gather' ? amount : 0 },
  );
  const work: Work = { ...made.load.work, usefulFlops: flops, executedFlops: flops };
  return { ...made, operation: id, load: { ...made.load, work } };
}

function probeSpec(id: ProbeId, amount: number): ProblemSpec {
  if (id === 'gather') return spec('table', { lines: amount, chains: amount / 16, steps: 16 });
  if (id === 'fma') return spec('chains', { count: amount / 256, length: 256 });
  if (id === 'dispatch') return spec('nothing', {});
  return spec('vector', { n: amount, passes: 1 });
}

interface ProductFacts {
  readonly kernelId: string;
  readonly format: string;
  readonly problem: ProblemFacts;
  readonly spec: ProblemSpec;
  readonly bytes: number;
}

function product(facts: ProductFacts, conditions: Conditions, load: Partial<SyntheticLoad>): SyntheticCase {
  const { cache = 'stream', memoryShare = 1, clock = 'gpu', tunables = {} } = conditions;
  const flops = 2 * facts.problem.nnz;
  const work = {
    usefulFlops: flops,
    executedFlops: flops,
    compulsoryBytes: facts.bytes,
    modelledBytes: facts.bytes,
  };
  return {
    kernelId: facts.kernelId,
    operation: 'matvec',
    format: facts.format,
    problemSpec: facts.spec,
    problem: facts.problem,
    tunables,
    cache,
    memoryShare,
    clock,
    load: {
      work,
      loadedBytes: facts.bytes,
      workingSetBytes: cache === 'hot' ? facts.bytes : Math.max(STREAM_BYTES, facts.bytes),
      memoryShare,
      memoryEfficiency: 1,
      randomLines: 0,
      ...load,
    },
  };
}

function spec(generator: string, params: Readonly<Record<string, number>>): ProblemSpec {
  return { generator, params, seed: 1 };
}
