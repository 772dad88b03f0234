import wgsl from '../../../shaders/spmv/csr-vector.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import { csrLaunch } from './csr-launch.ts';
import { csrFits, csrSlabs } from './csr-slabs.ts';

const WORKGROUP_SIZES = [128, 256, 64] as const;

/** More lanes than these coalesce no better, and leave more to add up at the end of a row. */
const MOST_AUTOMATIC_LANES = 32;

/** What a lane loads at once, also beyond the end of a row, in vec4s. */
const QUADS_IN_FLIGHT = [2, 1, 4] as const;
const ELEMENTS_PER_QUAD = 4;

const kernel: KernelDescriptor = {
  id: 'spmv/csr-vector',
  label: 'CSR, slice of lanes a row',
  description:
    'A slice of 2 to 64 lanes shares a row, chosen by the mean row length (lanesPerRow 0) or given.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: {
    lanesPerRow: [0, 2, 4, 8, 16, 32, 64],
    quadsInFlight: QUADS_IN_FLIGHT,
    workgroupSize: WORKGROUP_SIZES,
  },
  frugal: { workgroupSize: 64, lanesPerRow: 2 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'CSR (vector) of Bell and Garland, SC 2009, with slices of lanes as in Kokkos Kernels',
  // With 64 lanes a row and 64 threads a workgroup every row is a workgroup.
  supports: (problem, limits) => csrFits(problem, limits, 1),
  launch,
};

/** Kokkos Kernels' rule: twice the lanes while each still has six elements on average. */
export function automaticLanes(meanRowLength: number): number {
  let lanes = 2;
  while (lanes < MOST_AUTOMATIC_LANES && 6 * lanes < meanRowLength) lanes *= 2;
  return lanes;
}

function launch(request: LaunchRequest): Launch {
  const { encoded, tunables } = request;
  const { quadsInFlight = QUADS_IN_FLIGHT[0] } = tunables;
  const workgroupSize = tunables.workgroupSize!;
  const lanes = tunables.lanesPerRow! || automaticLanes(encoded.arrays.values!.length / encoded.rowCount);
  const quads = csrSlabs(encoded, request.limits)
    .map(({ resources: [pointers] }) => loadedQuads(pointers.data as Uint32Array, lanes, quadsInFlight))
    .reduce((sum, count) => sum + count, 0);
  return csrLaunch(request, {
    rowsPerWorkgroup: workgroupSize / lanes,
    constants: { workgroupSize, lanesPerRow: lanes, quadsInFlight },
    executedFlops: 2 * ELEMENTS_PER_QUAD * quads,
  });
}

/** Vec4s that the lanes of all rows load, rounded up to what each loads at once; lanes that find none load nothing. */
function loadedQuads(pointers: Uint32Array, lanes: number, inFlight: number): number {
  const perTurn = lanes * inFlight;
  let loaded = 0;
  for (let row = 0; row + 1 < pointers.length; row++) {
    const [begin, end] = [pointers[row]!, pointers[row + 1]!];
    if (begin === end) continue;
    const quads = Math.ceil(end / ELEMENTS_PER_QUAD) - Math.floor(begin / ELEMENTS_PER_QUAD);
    const rest = quads % perTurn;
    loaded += quads - rest + Math.min(lanes, rest) * inFlight;
  }
  return loaded;
}

export default kernel;
