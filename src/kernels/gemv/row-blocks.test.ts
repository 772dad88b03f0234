import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernels as catalogue, partsOf } from '../../catalog.ts';
import { isKept, isParted, MEMORY_SHARES, RESIDENT_SET_BYTES } from '../../core/dilution.ts';
import type { KernelDescriptor, Launch } from '../../core/kernel.ts';
import type { DenseMatrix } from '../../core/problem.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { paramsOf } from '../../testing/struct-members.ts';
import { launchOn, tunableCombinations } from '../../testing/tiny-cases.ts';
import rowPerThread, { rowsByLanes } from './row-per-thread.kernel.ts';
import rowsPerWorkgroup from './rows-per-workgroup.kernel.ts';
import subgroup from './subgroup.kernel.ts';

const kernels = [rowPerThread, rowsPerWorkgroup, subgroup];

/** Rows per block of a launch, by kernel. */
function rowsPerBlock({ id }: KernelDescriptor, tunables: Record<string, number>): number {
  if (id === 'gemv/row-per-thread')
    return tunables.workgroupSize! * (tunables.rowsPerThread || rowsByLanes(DEFAULT_LIMITS));
  return tunables[id === 'gemv/subgroup' ? 'rowsPerSubgroup' : 'rowsPerGroup']!;
}

/**
 * What the shaders do with their workgroups and parameters: [row of y, row of A] in the order of the blocks. What reads a
 * part of a row has the place of that part, after all rows.
 */
function rowsVisited(launch: Launch, rows: number, allRows: number): [number, number][] {
  const visited: [number, number][] = [];
  for (const [slab, { bindings, workgroups }] of launch.stages.entries()) {
    const words = launch.resources.find(({ name }) => name === bindings[3])!.data!;
    const [rowCount, , firstRow, blockCount, quarters, resident, mask, perWorkgroup] = words;
    for (let block = 0; block < workgroups[0] * workgroups[1] * perWorkgroup!; block++) {
      for (let r = 0; r < rows && block < blockCount! && block * rows + r < rowCount!; r++) {
        const row = block * rows + r;
        const kept = isKept(block, quarters!);
        const source = row % (kept ? rowCount! : resident!);
        if (source >= rowCount!) throw new Error(`row ${source} of ${rowCount} is read`);
        const isPart = !kept && isParted(mask!);
        visited.push([firstRow! + row, isPart ? allRows + slab : firstRow! + source]);
      }
    }
  }
  return visited;
}

const shapes = fc.record({
  m: fc.integer({ min: 1, max: 700 }),
  n: fc.constantFrom(1, 4, 37, 2050, 16_500),
  bindingRows: fc.constantFrom(1, 3, 64, 10_000),
  perDimension: fc.constantFrom(27, 65535),
  memoryShare: fc.constantFrom(...MEMORY_SHARES),
});

describe.each(kernels)('$id', kernel => {
  it('visits every row once, and says which row each output reads', () => {
    const choices = fc.constantFrom(...tunableCombinations(kernel));
    fc.assert(
      fc.property(shapes, choices, ({ m, n, bindingRows, perDimension, memoryShare }, tunables) => {
        const limits = {
          ...DEFAULT_LIMITS,
          maxStorageBufferBindingSize: Math.max(4 * m, Math.ceil(n / 4) * 16 * bindingRows),
          maxComputeWorkgroupsPerDimension: perDimension,
        };
        const launch = launchOn(kernel, problemOf(dense(m, n)), { tunables, limits, memoryShare });
        const visited = rowsVisited(launch, rowsPerBlock(kernel, tunables), m);
        expect(visited.map(([row]) => row)).toEqual(Array.from({ length: m }, (_, i) => i));
        const expected = launch.expectedIndex ?? ((i: number) => i);
        expect(visited.every(([row, source]) => expected(row) === source)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps all rows at share 1', () => {
    expect(launchOn(kernel, problemOf(dense(640, 256))).expectedIndex).toBe(undefined);
  });

  // The widest row takes twice the resident set.
  it.each([256, 8192, 5461, 32_768])(
    'fills the resident set with rows of %d columns at share 0, with every tunable',
    columns => {
      const problem = problemOf(dense(300, columns));
      const rows = Math.floor(RESIDENT_SET_BYTES / (16 * Math.ceil(columns / 4)));
      // What stands after the rows is the part of one.
      const wanted = rows === 0 ? [300] : Array.from({ length: rows }, (_, i) => i);
      for (const tunables of tunableCombinations(kernel)) {
        const { expectedIndex } = launchOn(kernel, problem, { memoryShare: 0, tunables });
        const sources = new Set(Array.from({ length: 300 }, (_, i) => expectedIndex!(i)));
        expect(sources).toEqual(new Set(wanted));
      }
    },
  );

  it('gives the product of a part of a row, again and again, where a row exceeds the resident set', () => {
    const { a, rhs } = problemOf(dense(20, 100));
    const launch = launchOn(kernel, problemOf(dense(20, 100)), { memoryShare: 0, residentBytes: 256 });
    const sum = rhs.reduce((total, x, column) => total + (a as DenseMatrix).values[column % 64]! * x, 0);
    expect(launch.expectedIndex!(7)).toBe(20);
    expect(launch.ownReference!().expected[0]).toBeCloseTo(sum, 12);
  });

  it('counts the work of a tiny case as by hand', () => {
    const { work } = launchOn(kernel, problemOf(dense(5, 6)), {
      tunables: { rowsPerGroup: 4, rowsPerSubgroup: 4 },
    });
    expect(work.usefulFlops).toBe(2 * 5 * 6);
    expect(work.executedFlops).toBe(2 * 5 * 8);
    expect(work.compulsoryBytes).toBe(4 * (5 * 6 + 6 + 5));
    const blocks = kernel === rowPerThread ? 1 : 2;
    expect(work.modelledBytes).toBe(4 * (5 * 8 + blocks * 8 + 5));
  });

  it('cuts a matrix larger than a binding into slabs', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 100 };
    const launch = launchOn(kernel, problemOf(dense(7, 8)), { limits });
    expect(launch.stages.map(stage => stage.bindings.join(' '))).toEqual([
      'a.0 x y params.0',
      'a.1 x y params.1',
      'a.2 x y params.2',
    ]);
    const slabs = launch.resources.filter(({ role }) => role === 'weights');
    expect(slabs.map(({ byteLength }) => byteLength)).toEqual([96, 96, 32]);
  });

  it('takes rows as the vectors of a CPU are wide, where none are asked for', () => {
    const rowsOf = (subgroupMaxSize: number) =>
      launchOn(rowPerThread, problemOf(dense(16, 8)), {
        tunables: { rowsPerThread: 0 },
        limits: { ...DEFAULT_LIMITS, subgroupMaxSize },
      }).specialize.ROWS;
    expect([rowsOf(4), rowsOf(8)]).toEqual(['8u', '4u']);
  });

  it('says why it cannot run', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 64 };
    expect(kernel.supports(problemOf(dense(3, 16)), limits)).toBe(true);
    expect(kernel.supports(problemOf(dense(3, 17)), limits)).toMatch(
      /^a row of A takes 80 B, but maxStorage/,
    );
    expect(kernel.supports(problemOf(dense(17, 3)), limits)).toMatch(/^y takes 68 B, but maxStorage/);
    expect(kernel.supports(problemOf(dense(3, 3), 2), limits)).toMatch(/one right-hand side, there are 2/);
  });
});

describe('gemv/subgroup', () => {
  it('gives a workgroup a block for each subgroup of 32, or of the size nearest to it', () => {
    const workgroups = (subgroupMinSize: number, subgroupMaxSize: number) =>
      launchOn(subgroup, problemOf(dense(4096, 4)), {
        limits: { ...DEFAULT_LIMITS, subgroupMinSize, subgroupMaxSize },
        tunables: { workgroupSize: 256, rowsPerSubgroup: 4 },
      }).stages[0]!.workgroups;
    // SwiftShader, lavapipe, Metal, Intel, NVIDIA, GCN, and a device that does not say.
    expect(workgroups(4, 4)).toEqual([16, 1, 1]);
    expect(workgroups(8, 8)).toEqual([32, 1, 1]);
    expect(workgroups(4, 64)).toEqual([128, 1, 1]);
    expect(workgroups(8, 32)).toEqual([128, 1, 1]);
    expect(workgroups(32, 32)).toEqual([128, 1, 1]);
    expect(workgroups(64, 64)).toEqual([256, 1, 1]);
    expect(workgroups(1, 128)).toEqual([128, 1, 1]);
  });
});

/** Of 1024 columns: vec4s of words in a row, and how many rows 64 KiB hold, with 4 bytes of scale for every 64 values of i8 and i4. */
const ROWS_OF_1024: Readonly<
  Record<string, { readonly quadsPerRow: number; readonly residentRows: number }>
> = {
  f32: { quadsPerRow: 256, residentRows: 16 },
  f16: { quadsPerRow: 128, residentRows: 32 },
  i8: { quadsPerRow: 64, residentRows: 60 },
  i4: { quadsPerRow: 32, residentRows: 113 },
};

describe('the parameter block that dense kernels share', () => {
  const sharing = [...catalogue.values()].filter(({ wgsl }) => paramsOf(wgsl).includes('residentRows'));

  it.each(sharing.map(kernel => [kernel.id, kernel] as const))(
    'has the order of gemvLaunch in the shader of %s',
    (_, kernel) => {
      const { quadsPerRow, residentRows } = ROWS_OF_1024[partsOf(kernel).format.valueType]!;
      // A binding of 160 KiB: the second slab has three quarters of the rows of the first.
      const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 160 * 1024 };
      const firstRow = (160 * 1024) / (16 * quadsPerRow);
      const rowCount = 0.75 * firstRow;
      const problem = problemOf(dense(firstRow + rowCount, 1024));
      const launch = launchOn(kernel, problem, { limits, memoryShare: 0.5 });
      const words = launch.resources.find(({ name }) => name === 'params.1')!.data!;
      const named = Object.fromEntries(paramsOf(kernel.wgsl).map((name, index) => [name, words[index]!]));
      expect(named).toMatchObject({ rowCount, firstRow, quadsPerRow, residentRows, keptQuarters: 2 });
      const blocks = named.blockCount! / (named.blocksPerWorkgroup ?? 1);
      expect(Math.ceil(blocks)).toBe(launch.stages[1]!.workgroups[0]);
    },
  );

  it('is that of every kernel in shaders/gemv', () => {
    const gemv = [...catalogue.keys()].filter(id => id.startsWith('gemv/'));
    expect(sharing.map(({ id }) => id)).toEqual(expect.arrayContaining(gemv));
  });
});
