import wgsl from '../../../shaders/gemm/lanes.wgsl?raw';
import type { KernelDescriptor, LaunchRequest } from '../../core/kernel.ts';
import { gemmLaunch, supportsGemm } from './tiles.ts';

/** Rows of C that a workgroup owns, columns in a quad of a thread, and its step along K, as in the shader. */
const ROWS = 16;
const QUAD = 4;
const DEPTH = 4;

/** Threads of the narrowest workgroup; whole quads of lanes. */
const LEAST_THREADS = 16;

/** Where four lanes are a whole subgroup, loads cost each of them and registers are in memory anyway: more sums a load. */
const NARROW_SUBGROUP = 4;

/** Dense C = A·B whose neighbouring lanes load A for each other, the fastest where every load costs. */
const kernel: KernelDescriptor = {
  id: 'gemm/lanes',
  label: 'GEMM, lanes share rows',
  description:
    'Each thread computes 16 × 4 or 16 × 8 results in registers; four lanes tell each other their loads of A.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { quadsPerThread: [0, 1, 2], workgroupSize: [64, 32, 16] },
  requires: ['subgroups'],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008), by exchange between lanes',
  supports: supportsGemm,
  launch: request => {
    const quads = quadsPerThread(request);
    const workgroupSize = noWiderThanC(request, quads);
    return gemmLaunch(request, {
      elementFloats: 4,
      rows: ROWS,
      columns: workgroupSize * quads * QUAD,
      depth: DEPTH,
      multipliesBeyondEdges: true,
      constants: { WORKGROUP_SIZE: workgroupSize },
      specialize: { QUADS: `${quads}u` },
    });
  },
};

function quadsPerThread({ tunables, limits }: LaunchRequest): number {
  const narrow = limits.subgroupMaxSize <= NARROW_SUBGROUP;
  return tunables.quadsPerThread! || (narrow ? 2 : 1);
}

function noWiderThanC({ tunables, problem }: LaunchRequest, quads: number): number {
  let threads = tunables.workgroupSize!;
  while (threads > LEAST_THREADS && (threads / 2) * quads * QUAD >= problem.rhsColumnCount) threads /= 2;
  return threads;
}

export default kernel;
