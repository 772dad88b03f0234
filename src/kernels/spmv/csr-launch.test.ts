import { describe, expect, it } from 'vitest';
import { kernels } from '../../catalog.ts';
import { defaultTunables, type KernelDescriptor } from '../../core/kernel.ts';
import csr from '../../formats/csr.format.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { matvecProblem, rowsOfLength, withZeros } from '../../testing/problems.ts';
import { paramsOf } from '../../testing/struct-members.ts';
import { launchOn } from '../../testing/tiny-cases.ts';
import csrScalar from './csr-scalar.kernel.ts';
import csrVector, { automaticLanes } from './csr-vector.kernel.ts';

/** 4 rows of 2, 0, 9 and 1 elements; all 9 columns are touched. */
const PROBLEM = matvecProblem('four rows', rowsOfLength([2, 0, 9, 1], 9));

function launchOf(
  kernel: KernelDescriptor,
  tunables: Record<string, number> = {},
  memoryShare = 1,
  problem = PROBLEM,
) {
  return kernel.launch({
    problem,
    encoded: csr.encode(problem.a),
    tunables: { ...defaultTunables(kernel), ...tunables },
    limits: DEFAULT_LIMITS,
    memoryShare,
  });
}

describe('launches of CSR kernels', () => {
  it('count 12 nonzeros, 5 pointers, 9 elements of x and 4 of y', () => {
    for (const kernel of [csrScalar, csrVector]) {
      expect(launchOf(kernel).work).toMatchObject({
        usefulFlops: 24,
        compulsoryBytes: 8 * 12 + 4 * 5 + 4 * 9 + 4 * 4,
        modelledBytes: 8 * 12 + 4 * 5 + 4 * 12 + 4 * 4,
      });
    }
    expect(launchOf(csrScalar).work.executedFlops).toBe(24);
  });

  it('execute the zeros that a file states, and count neither them nor their bytes as needed', () => {
    // Of the 12 elements the first, fourth, seventh and tenth are zero: column 4 of 9 holds nothing else.
    const problem = matvecProblem('zeros', withZeros(PROBLEM.a));
    const { work } = launchOf(csrScalar, {}, 1, problem);
    expect(work).toEqual({
      usefulFlops: 2 * 8,
      executedFlops: 2 * 12,
      compulsoryBytes: 8 * 8 + 4 * 5 + 4 * 7 + 4 * 4,
      modelledBytes: 8 * 12 + 4 * 5 + 4 * 12 + 4 * 4,
    });
  });

  it('execute no zero of a dense matrix, and never less than is useful', () => {
    // A generated matrix counts all its elements, those that were drawn as zero as well.
    const values = Float32Array.of(0, 2, 3, 4);
    const byValue = matvecProblem('array', { kind: 'dense', rowCount: 2, columnCount: 2, values });
    for (const problem of [byValue, { ...byValue, nnz: 4 }]) {
      expect(launchOf(csrScalar, {}, 1, problem).work).toMatchObject({ usefulFlops: 6, executedFlops: 6 });
    }
  });

  it('execute what the lanes of csr-vector load beyond the ends of rows', () => {
    // Two lanes, two vec4s each in flight: elements 0–1 → 1 vec4, 2 are loaded; 2–10 → 3, 4 are loaded; 11 → 1, 2.
    const { work } = launchOf(csrVector, { lanesPerRow: 2 });
    expect(work.executedFlops).toBe(2 * 4 * (2 + 4 + 2));
    const one = launchOf(csrVector, { lanesPerRow: 2, quadsInFlight: 1 });
    expect(one.work.executedFlops).toBe(2 * 4 * (1 + 3 + 1));
  });

  it('dispatch a workgroup for every workgroupSize ÷ lanes rows', () => {
    const tunables = { workgroupSize: 64, lanesPerRow: 32 };
    const { stages, constants } = launchOf(csrVector, tunables);
    expect(stages.map(({ workgroups }) => workgroups)).toEqual([[2, 1, 1]]);
    expect(constants).toEqual({ workgroupSize: 64, lanesPerRow: 32, quadsInFlight: 2 });
  });

  it('map rows only when diluted', () => {
    expect(launchOf(csrScalar).expectedIndex).toBeUndefined();
    expect(launchOf(csrScalar, {}, 0.5).expectedIndex!(3)).toBe(3);
  });
});

/** What csrLaunch puts into the block for the second of two slabs, counted by hand, by the name of each word. */
const SECOND_SLAB: Readonly<Record<string, number>> = {
  rowCount: 3,
  firstRow: 4,
  // Blocks of 64 rows.
  blockShift: 6,
  keptQuarters: 2,
  residentBlocks: 1,
};

describe('the parameter block that CSR kernels share', () => {
  // 7 rows of 4 nonzeros are cut after 16 of them: a binding of 64 bytes holds no more.
  const problem = matvecProblem('seven rows', rowsOfLength([4, 4, 4, 4, 4, 4, 4], 16));
  const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 64 };
  const sharing = [...kernels.values()].filter(
    ({ format, wgsl }) => format === csr.id && paramsOf(wgsl).includes('residentBlocks'),
  );

  it.each(sharing.map(kernel => [kernel.id, kernel] as const))(
    'has the order of csrLaunch in the shader of %s',
    (_, kernel) => {
      const tunables: Record<string, number> = kernel.tunables.lanesPerRow
        ? { workgroupSize: 128, lanesPerRow: 2 }
        : { workgroupSize: 64 };
      const launch = launchOn(kernel, problem, { tunables, limits, memoryShare: 0.5 });
      const words = launch.resources.find(({ name }) => name === 'params.1')!.data!;
      const named = paramsOf(kernel.wgsl).map((name, index) => [name, words[index]]);
      expect(Object.fromEntries(named)).toEqual(SECOND_SLAB);
    },
  );

  it('is that of the kernels in shaders/spmv', () => {
    expect(sharing.map(({ id }) => id)).toEqual(expect.arrayContaining([csrScalar.id, csrVector.id]));
  });
});

describe('automatic lanes', () => {
  it.each([
    [0, 2],
    [12, 2],
    [13, 4],
    [41, 8],
    [410, 32],
    [4096, 32],
  ])('of rows of %d elements are %d', (mean, lanes) => {
    expect(automaticLanes(mean)).toBe(lanes);
  });
});
