import type { OkRecord } from '../../core/record/record.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'time/conversion',
  severity: 'impossible',
  claim:
    'Compressed rows in f32 are what is converted, and not converted themselves, nor is an array of words; whatever is converted takes at least 20 steps of the host’s clock, or nothing is said of it.',
  *breaches({ file: { environment }, ok }) {
    for (const { where, record } of ok) {
      const message = faultOf(record, environment.clock.wallStepNs);
      if (message !== null) yield { where: `${where}.conversionNs`, message };
    }
  },
};

function faultOf({ conversionNs, family, format, kind }: OkRecord, stepNs: number): string | null {
  if (conversionNs === undefined) return null;
  if (kind !== 'webgpu' || format === 'csr-f32' || family === 'probe')
    return `${kind} records of ${format} have no conversion`;
  return conversionNs < RESOLVED_STEPS * stepNs
    ? `${conversionNs} ns, under ${RESOLVED_STEPS} steps of ${stepNs} ns`
    : null;
}

export default relation;
