import { baselines, kernels } from '../../catalog.ts';
import { LEAST_RESIDENT_BYTES, MEMORY_SHARES, RESIDENT_SET_BYTES } from '../../core/dilution.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/conditions',
  severity: 'impossible',
  claim:
    'Memory traffic is diluted to quarters, by kernels that can be diluted, and towards a resident set of at most 64 KiB; code of the host runs hot and by the wall.',
  *breaches({ file: { records } }) {
    for (const [index, record] of records.entries()) {
      const message = faultOf(record);
      if (message !== null) yield { where: `records[${index}].case`, message };
    }
  },
};

function faultOf({
  status,
  kind,
  case: { kernelId, memoryShare, residentBytes, cache, clock },
}: BenchRecord): string | null {
  if (
    baselines.has(kernelId) &&
    (memoryShare !== 1 ||
      residentBytes !== undefined ||
      (status === 'ok' && (cache !== 'hot' || clock !== 'wall')))
  )
    return 'host code is neither diluted nor streamed, nor timed by a GPU';
  if (status !== 'ok' || kind !== 'webgpu') return null;
  if (!(MEMORY_SHARES as readonly number[]).includes(memoryShare))
    return `a share of ${memoryShare}, expected one of ${MEMORY_SHARES.join(', ')}`;
  if (memoryShare < 1 && kernels.get(kernelId)?.dilutable === false)
    return `${kernelId} cannot be diluted, its share is ${memoryShare}`;
  if (residentBytes === undefined) return null;
  const isPossible =
    Number.isInteger(Math.log2(residentBytes)) &&
    residentBytes >= LEAST_RESIDENT_BYTES &&
    residentBytes < RESIDENT_SET_BYTES;
  return isPossible ? null : `a resident set of ${residentBytes} bytes`;
}

export default relation;
