import format from '../../formats/structured/bsr8.format.ts';
import { bsrKernel } from './launches/bsr-launch.ts';

export default bsrKernel({
  side: 8,
  format,
  description:
    'Sixteen lanes share a block of 8 × 8, or eight with quadsAtOnce 1; one index serves 64 cells, an element of x eight rows.',
  tunables: { blocksAtOnce: [4, 1, 2, 8], quadsAtOnce: [2, 1], workgroupSize: [128, 64, 256] },
  frugal: { blocksAtOnce: 1, quadsAtOnce: 1, workgroupSize: 64 },
});
