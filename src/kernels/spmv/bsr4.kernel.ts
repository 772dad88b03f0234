import format from '../../formats/structured/bsr4.format.ts';
import { bsrKernel } from './launches/bsr-launch.ts';

export default bsrKernel({
  side: 4,
  format,
  description:
    'Four lanes share a block of 4 × 4, neighbouring ones neighbouring blocks; one index serves 16 cells.',
  tunables: { blocksAtOnce: [8, 1, 2, 4, 16], workgroupSize: [128, 64, 256] },
  frugal: { blocksAtOnce: 1, workgroupSize: 64 },
});
