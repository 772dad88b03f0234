import type { Finding } from '../../core/record/finding.ts';
import { formatNumber } from '../../core/units.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import {
  CLAIM_DENSITY,
  type ClaimFacts,
  ceilingOf,
  claimFinding,
  denseForms,
  product,
  sparseForms,
} from './measured.ts';

const { c2LeastBytesPerFlop, c2MostBytesPerFlop } = THRESHOLDS;
const FLOPS_PER_MAC = 2;

/** C2: a matrix–vector product needs about one byte of bandwidth for each FLOP; one finding for each type of weights. */
export function byteClaims({ records, ceilings }: ClaimFacts): readonly Finding[] {
  const forms = [...denseForms(records), ...sparseForms(records, CLAIM_DENSITY)];
  const read = ceilingOf(ceilings, 'read');
  if (read === null || forms.length === 0) {
    const facts = { id: 'C2', title: 'Bytes of bandwidth a FLOP takes', unit: 'B/FLOP' };
    return [missingFinding(facts, 'it takes a read ceiling and a streamed matrix–vector product')];
  }
  return forms.map(({ name, record, bytesPerMac, secondsPerMac }) => {
    const perMac = product(read, secondsPerMac);
    const each = (value: number) => value / FLOPS_PER_MAC;
    const nominal = formatNumber(each(bytesPerMac));
    return claimFinding(
      { id: `C2/${name}`, title: `Bytes of bandwidth a FLOP takes, ${name}`, unit: 'B/FLOP' },
      { value: each(perMac.value), low: each(perMac.low), high: each(perMac.high) },
      {
        supports: ({ low, high }) => low >= c2LeastBytesPerFlop && high <= c2MostBytesPerFlop,
        refutes: ({ low, high }) => low > c2MostBytesPerFlop || high < c2LeastBytesPerFlop,
      },
      {
        records: [record],
        evidence: read.evidence.slice(0, 1),
        reason: `Effective: what the read ceiling could have moved in the time, a FLOP; by its stored bytes it would be ${nominal}. Claimed: ${c2LeastBytesPerFlop}–${c2MostBytesPerFlop}.`,
      },
    );
  });
}
