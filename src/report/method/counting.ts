import { list, type Part, text } from './document.ts';

export function counting(): Part {
  return {
    title: 'What is counted',
    blocks: [
      text('Four counts are kept apart, since rates mean nothing before it is said what of:'),
      list(
        '*Useful FLOPs* are what the mathematics asks for, a multiply-add being two: 2·nonzeros for a matrix–vector product, which is 2·M·K where no element is zero, and N times as many for a matrix–matrix product. Zeros that a matrix file states are no nonzeros; in a generated matrix every element of the pattern counts, though one in 16.8 million is drawn as 0.',
        '*Executed FLOPs* are what the kernel does for it, padding and stored zeros included: never fewer. Dense formats execute every element, CSR what it stores: of a sparse file all entries, of an array those that are not zero.',
        '*Compulsory bytes* count every input once and every output once, in the type in which it is stored, with scales and indices. Of a sparse product only nonzeros are inputs, whatever zeros are stored beside them; the input vector counts once, and only where a nonzero column meets it.',
        '*Modelled bytes* are what the kernel itself would move by the model that its file states.',
      ),
      text(
        'Rates are useful FLOPs and compulsory bytes over the median time; their ratio is the arithmetic intensity, 0.5 FLOP/B for a dense f32 matrix–vector product, 0.25 for CSR with 32-bit values and indices. Peak arithmetic ÷ peak bandwidth is the *ridge point*: left of it a kernel should wait for memory, right of it for arithmetic.',
      ),
      text(
        'Compulsory bytes of CSR are about 8 a nonzero. Papers on merge-based kernels count the input vector for every nonzero, 12 bytes; the panel of a sparse product shows that rate beside the first, and no comparison uses it.',
      ),
      text(
        'The *conversion* of a matrix is what storing it in a format takes on the host, from compressed rows: one call, the first on that matrix, so that code which the runtime has hardly run is in it. The copy to the device is not, nor what a kernel prepares of plain CSR for itself. It has *paid* after as many products as it takes ÷ what each of them saves against the better of the two plain CSR kernels; not known under 20 steps of the host’s clock.',
      ),
      text(
        'Values are random, from a seed that is part of the problem’s address: zeros and constants compress, and run at higher clocks.',
      ),
    ],
  };
}
