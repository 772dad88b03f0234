import { list, type Part, text } from './document.ts';

export function counting(): Part {
  return {
    title: 'What is counted',
    blocks: [
      text('Four counts are kept apart, since rates mean nothing before it is said what of:'),
      list(
        '*Useful FLOPs* are what the mathematics asks for, a multiply-add being two: 2·M·K for a matrix–vector product, 2·nonzeros for a sparse one, 2·M·N·K for a matrix–matrix product.',
        '*Executed FLOPs* are what the kernel does for it, padding and stored zeros included: never fewer.',
        '*Compulsory bytes* count every input once and every output once, in the type in which it is stored, with scales and indices. The input vector of a sparse product counts once, and only where a nonzero column meets it.',
        '*Modelled bytes* are what the kernel itself would move by the model that its file states.',
      ),
      text(
        'Rates are useful FLOPs and compulsory bytes over the median time; their ratio is the arithmetic intensity, 0.5 FLOP/B for a dense f32 matrix–vector product, 0.25 for CSR with 32-bit values and indices. Peak arithmetic ÷ peak bandwidth is the *ridge point*: left of it a kernel should wait for memory, right of it for arithmetic.',
      ),
      text(
        'Values are random, from a seed that is part of the problem’s address: zeros and constants compress, and run at higher clocks.',
      ),
    ],
  };
}
