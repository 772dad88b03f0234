import format from '../../formats/structured/bsr16.format.ts';
import { bsrKernel } from './launches/bsr-launch.ts';

export default bsrKernel({
  side: 16,
  format,
  description:
    'Sixty-four lanes share a block of 16 × 16, or fewer with quadsAtOnce; one index serves 256 cells, an element of x sixteen rows.',
  tunables: { blocksAtOnce: [2, 1, 4], quadsAtOnce: [4, 1, 2], workgroupSize: [128, 64, 256] },
  frugal: { blocksAtOnce: 1, quadsAtOnce: 1, workgroupSize: 64 },
});
