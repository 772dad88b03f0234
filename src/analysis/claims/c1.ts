import type { Finding } from '../../core/record/finding.ts';
import { formatFlopsPerSecond } from '../../core/units.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { denseProducts, isFull, isGemv, plainRecords } from '../evidence/usable.ts';
import { type ClaimFacts, claimFinding, flopRate, quotient, text } from './measured.ts';

const FACTS = {
  id: 'C1',
  title: 'FLOP/s of a matrix product ÷ those of a matrix–vector product',
  unit: 'ratio',
};

const { c1LeastRatio } = THRESHOLDS;

/** C1: the rated FLOP/s of a GPU are there for matrix–matrix products; matrix–vector products wait for memory. */
export function productClaim({ records, verdict }: ClaimFacts): Finding {
  const plain = plainRecords(records);
  const gemm = flopRate(denseProducts(plain));
  const gemv = flopRate(
    plain.filter(record => isGemv(record) && isFull(record) && record.case.cache === 'stream'),
  );
  if (!gemm || !gemv)
    return missingFinding(FACTS, 'it takes a matrix product and a streamed matrix–vector product');
  const ratio = quotient(gemm.rate, gemv.rate);
  const otherRegime = !['bandwidth', 'undecided'].includes(verdict.regime);
  return claimFinding(
    FACTS,
    ratio,
    {
      supports: ({ low }) => low > c1LeastRatio && verdict.regime === 'bandwidth',
      refutes: ({ high }) => high <= c1LeastRatio || otherRegime,
    },
    {
      records: [gemm.record, gemv.record],
      evidence: verdict.judged === null ? [] : [verdict.judged],
      reason: `In f32 and without tensor cores, which WebGPU does not offer: ${text(gemm.rate, formatFlopsPerSecond)} against ${text(gemv.rate, formatFlopsPerSecond)}. Claimed: over ${c1LeastRatio}, and the regime is bandwidth; here it is ${verdict.regime}.`,
    },
  );
}
