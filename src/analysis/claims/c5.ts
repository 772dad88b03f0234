import type { Finding } from '../../core/record/finding.ts';
import { formatSi } from '../../core/units.ts';
import { finding } from '../evidence/finding-of.ts';
import type { ClaimInputs } from './inputs.ts';

const FACTS = { id: 'C5', title: 'Memory for the synapses at one byte each', unit: 'B' };

/** Stored bytes of a synapse by format, for groups and row pointers that are long enough not to count. */
export const SYNAPSE_BYTES: Readonly<Record<string, number>> = {
  'one byte': 1,
  f16: 2,
  f32: 4,
  'one byte and a u32 index': 5,
  'f32 and a u32 index': 8,
};

/** C5: at one byte a synapse the model fits the memory of the GPUs. Arithmetic on the inputs; nothing is measured. */
export function memoryClaim(inputs: ClaimInputs): Finding {
  const capacity = inputs.gpuCount * inputs.memoryPerGpuBytes;
  const sizes = Object.entries(SYNAPSE_BYTES).map(([name, bytes]) => ({
    name,
    bytes: bytes * inputs.largeSynapses,
  }));
  const value = inputs.largeSynapses;
  const each = sizes.map(
    ({ name, bytes }) => `${name} ${formatSi(bytes, 'B')} (${bytes <= capacity ? 'fits' : 'does not fit'})`,
  );
  return finding(
    FACTS,
    value <= capacity ? 'supported' : 'refuted',
    { value, low: value, high: value },
    {
      evidence: [],
      reason: `Arithmetic, not measured: the GPUs hold ${formatSi(capacity, 'B')}. Needed: ${each.join(', ')}.`,
    },
  );
}
