import { describe, expect, it } from 'vitest';
import { MEMORY_SHARES } from '../../core/dilution.ts';
import csr from '../../formats/csr.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import matvec from '../../operations/matvec.ts';
import { matvecProblem, nastyMatrices, rowsOfLength } from '../../testing/problems.ts';
import { type KernelSetting, runKernel } from '../../testing/run-kernel.ts';
import csrScalar from './csr-scalar.kernel.ts';
import csrVector from './csr-vector.kernel.ts';

const RIGHT = expect.objectContaining({ correct: true });

function matrix(rowCount: number, columnCount: number, lengthOf: (row: number) => number) {
  const lengths = Array.from({ length: rowCount }, (_, row) => lengthOf(row));
  return matvecProblem('matrix', rowsOfLength(lengths, columnCount));
}

/** Rows of 0 to 96 elements. */
const UNEVEN = matrix(300, 211, row => (row * 53) % 97);

describe.each([csrScalar, csrVector])('$id', kernel => {
  const setting = (more: Partial<KernelSetting>): KernelSetting => ({
    kernel,
    operation: matvec,
    format: csr,
    problem: UNEVEN,
    ...more,
  });

  it.for(nastyMatrices())('is right on %s', async ([name, a], context) => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, setting({ problem: matvecProblem(name, a) }))).toEqual(RIGHT);
  });

  const everyTunable = Object.entries(kernel.tunables).flatMap(([name, values]) =>
    values.map(value => ({ [name]: value })),
  );
  it.for(everyTunable)('is right with %o', async (tunables, context) => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, setting({ tunables }))).toEqual(RIGHT);
  });

  it.for(MEMORY_SHARES)('reads the rows that dilution names at share %d', async (memoryShare, context) => {
    const gpu = await testGpu(context);
    const problem = matrix(2003, 211, row => 60 + (row % 41));
    expect(await runKernel(gpu, setting({ problem, memoryShare }))).toEqual(RIGHT);
  });

  it.for([1, 0.5, 0])('is right in slabs of 4 KiB, share %d', async (memoryShare, context) => {
    const gpu = await testGpu(context);
    const limits = { maxStorageBufferBindingSize: 4096 };
    expect(await runKernel(gpu, setting({ limits, memoryShare }))).toEqual(RIGHT);
  });

  it('is right with workgroups folded into two dimensions', async context => {
    const gpu = await testGpu(context);
    const limits = { maxComputeWorkgroupsPerDimension: kernel === csrScalar ? 3 : 18 };
    expect(await runKernel(gpu, setting({ limits }))).toEqual(RIGHT);
  });

  it('is right on more than 65,535 rows', async context => {
    const gpu = await testGpu(context);
    const problem = matrix(70_001, 64, row => row % 4);
    const tunables = { workgroupSize: 64, ...(kernel === csrVector && { lanesPerRow: 64 }) };
    expect(await runKernel(gpu, setting({ problem, tunables }))).toEqual(RIGHT);
  });
});
