import { groupedIntegers } from './grouped-integers.ts';
import { I4_ROWS } from './row-packing.ts';

/** Codes −7 … 7, eight in a u32, an f32 scale for 64 columns: 0.5625 bytes a value. */
export default groupedIntegers({
  id: 'dense-i4',
  label: 'Dense int4',
  bits: 4,
  packing: I4_ROWS,
  source: 'Symmetric group-wise quantisation as in Frantar et al., GPTQ (2022), by rounding to the nearest',
});
