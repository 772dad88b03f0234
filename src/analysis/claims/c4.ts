import type { Finding } from '../../core/record/finding.ts';
import { formatCount } from '../../core/units.ts';
import { type Estimate, scaled } from '../evidence/estimate.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { denseProducts, plainRecords } from '../evidence/usable.ts';
import type { ClaimInputs } from './inputs.ts';
import {
  CLAIM_DENSITY,
  type ClaimFacts,
  claimFinding,
  denseForms,
  flopRate,
  formLabel,
  powerText,
  quickestForm,
  quotient,
  sparseForms,
} from './measured.ts';

const FACTS = { id: 'C4', title: 'GPUs to emulate densely ÷ GPUs to emulate sparsely', unit: 'ratio' };
const { c4LeastRatio } = THRESHOLDS;

/** Multiply-adds a second when every stored synapse is computed at every update. */
export function denseMacsPerSecond({
  synapses,
  localSparsity,
  updateRateHz,
}: Pick<ClaimInputs, 'synapses' | 'localSparsity' | 'updateRateHz'>): number {
  return synapses * localSparsity * updateRateHz;
}

/** C4: storing a locally sparse model densely costs 1e17 multiply-adds a second, and many more GPUs than storing it sparsely. */
export function denseEmulationClaim({ records }: ClaimFacts, inputs: ClaimInputs): Finding {
  const dense = quickestForm(denseForms(records));
  const [sparse] = sparseForms(records, CLAIM_DENSITY);
  if (!dense || !sparse) {
    return missingFinding(
      FACTS,
      `it takes streamed products with dense weights and with sparse ones at density ${CLAIM_DENSITY}`,
    );
  }
  const denseMacs = denseMacsPerSecond(inputs);
  const sparseMacs = inputs.synapses * inputs.updateRateHz;
  const denseGpus = scaled(dense.secondsPerMac, denseMacs);
  const sparseGpus = scaled(sparse.secondsPerMac, sparseMacs);
  const gemm = flopRate(denseProducts(plainRecords(records)));
  const byProduct = gemm ? `, ${formatCount((2 * denseMacs) / gemm.rate.value)} by matrix products` : '';
  return claimFinding(
    FACTS,
    quotient(denseGpus, sparseGpus),
    // An event-driven kernel is not measured; it could only raise the ratio.
    { supports: ({ low }) => low >= c4LeastRatio, refutes: () => false },
    {
      records: [dense.record, sparse.record, ...(gemm ? [gemm.record] : [])],
      reason: `Densely ${powerText(denseMacs)} multiply-adds a second: ${gpusText(denseGpus)} by ${dense.name} matrix–vector products${byProduct}. Sparsely ${powerText(sparseMacs)}: ${gpusText(sparseGpus)} by ${formLabel(sparse)}. An event-driven kernel is not measured and could only need fewer. Claimed: at least ${c4LeastRatio}.`,
    },
  );
}

function gpusText({ value }: Estimate): string {
  return `${formatCount(value)} GPUs`;
}
