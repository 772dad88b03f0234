import wgsl from '../../../shaders/spmv/csr-adaptive.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { given, uniform } from '../uniform.ts';
import { csrWork } from './csr-launch.ts';
import { type CsrSlab, csrFits, csrSlabs } from './csr-slabs.ts';
import { vectorsOf } from './row-launch.ts';

const kernel: KernelDescriptor = {
  id: 'spmv/csr-adaptive',
  label: 'CSR, blocks of rows',
  description:
    'A workgroup reads as many whole rows as its memory holds products of, side by side; longer rows get one to themselves.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: { workgroupSize: [128, 64, 256], productsPerThread: [8, 4, 16] },
  frugal: { workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'CSR-adaptive of Greathouse and Daga, SC 2014',
  // A row of its own for each workgroup at worst.
  supports: (problem, limits) => csrFits(problem, limits, 1),
  launch,
};

/** One dispatch a slab; where its blocks of rows begin is found from the row pointers. */
function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const { workgroupSize, productsPerThread } = tunables as Record<string, number>;
  const most = { rows: workgroupSize!, elements: workgroupSize! * productsPerThread! };
  const slabs = csrSlabs(encoded, limits).map(slab => ({ ...slab, starts: blockStarts(slab, most) }));
  const { x, y } = vectorsOf(request);
  const params = slabs.map(({ firstRow, starts }, index) =>
    uniform(`params.${index}`, given(firstRow, starts.length - 1)),
  );
  const stages = slabs.map(
    ({ resources, starts }, index): Stage => ({
      entryPoint: 'main',
      bindings: [...resources.map(({ name }) => name), `blockStarts.${index}`, 'x', 'y', `params.${index}`],
      workgroups: foldWorkgroups(starts.length - 1, limits),
    }),
  );
  return {
    resources: [
      ...slabs.flatMap(({ resources, starts }, index) => [...resources, startsOf(starts, index)]),
      x,
      y,
      ...params,
    ],
    constants: { workgroupSize: workgroupSize!, productsPerThread: productsPerThread! },
    specialize: {},
    stages,
    // Where blocks begin is a word for hundreds of elements, and not counted.
    work: csrWork(request, { executedFlops: 2 * encoded.arrays.values!.length }),
    outputType: 'f32',
  };
}

function startsOf(starts: Uint32Array<ArrayBuffer>, index: number): Resource {
  return { name: `blockStarts.${index}`, role: 'input', data: starts, byteLength: starts.byteLength };
}

/** First rows of blocks, and the row count: as many rows a block as `most` allows, but one at least. */
export function blockStarts(
  { rowCount, resources: [pointers] }: Pick<CsrSlab, 'rowCount' | 'resources'>,
  most: { readonly rows: number; readonly elements: number },
): Uint32Array<ArrayBuffer> {
  const ends = pointers.data!;
  const starts: number[] = [];
  for (let row = 0; row < rowCount; ) {
    starts.push(row);
    const first = row;
    do row++;
    while (row < rowCount && row - first < most.rows && ends[row + 1]! - ends[first]! <= most.elements);
  }
  starts.push(rowCount);
  return Uint32Array.from(starts);
}

export default kernel;
