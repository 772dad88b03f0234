import { groupedIntegers } from './grouped-integers.ts';
import { I8_ROWS } from './row-packing.ts';

/** Codes −127 … 127, four in a u32, an f32 scale for 64 columns: 1.0625 bytes a value. */
export default groupedIntegers({
  id: 'dense-i8',
  label: 'Dense int8',
  bits: 8,
  packing: I8_ROWS,
  source:
    'Symmetric group-wise quantisation as in Dettmers et al., LLM.int8() (2022), and the q8_0 blocks of llama.cpp',
});
