import type { Finding } from '../../core/record/finding.ts';
import { formatBytesPerSecond, formatCount, formatNumber } from '../../core/units.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import type { ClaimInputs } from './inputs.ts';
import {
  CLAIM_DENSITY,
  type ClaimFacts,
  claimFinding,
  denseForms,
  formLabel,
  powerText,
  quickestForm,
  sparseForms,
} from './measured.ts';

const FACTS = { id: 'C3', title: 'GPUs like this one for the synaptic operations', unit: 'GPUs' };

/** Claimed for 1e14 operations a second. */
const CLAIMED = { gpus: 100, operationsPerSecond: 1e14 } as const;

/** How many GPUs move the bytes of so many operations a second. */
export function gpusFor(
  operationsPerSecond: number,
  bytesPerOperation: number,
  bytesPerSecond: number,
): number {
  return (operationsPerSecond * bytesPerOperation) / bytesPerSecond;
}

/** C3: 1e14 synaptic operations a second take about a hundred GPUs of 1e12 B/s. */
export function synapseClaim({ records }: ClaimFacts, inputs: ClaimInputs): Finding {
  const form = quickestForm([...denseForms(records), ...sparseForms(records, CLAIM_DENSITY)]);
  if (form === null) return missingFinding(FACTS, 'no streamed matrix–vector product');
  const operations = inputs.synapses * inputs.eventRateHz;
  const { bytesPerMac, secondsPerMac } = form;
  const rateAt = (seconds: number) => bytesPerMac / seconds;
  const gpus = (seconds: number) => gpusFor(operations, bytesPerMac, rateAt(seconds));
  const estimate = {
    value: gpus(secondsPerMac.value),
    low: gpus(secondsPerMac.low),
    high: gpus(secondsPerMac.high),
  };
  const claimed = (CLAIMED.gpus * operations) / CLAIMED.operationsPerSecond;
  const sparse = sparseForms(records, CLAIM_DENSITY)[0];
  const bySparse = sparse
    ? `; by ${formLabel(sparse)} ${formatCount(operations * sparse.secondsPerMac.value)}`
    : '';
  return claimFinding(
    FACTS,
    estimate,
    {
      supports: ({ low, high }) =>
        low >= claimed / THRESHOLDS.c3Factor && high <= claimed * THRESHOLDS.c3Factor,
      refutes: ({ low, high }) => low > claimed * THRESHOLDS.c3Factor || high < claimed / THRESHOLDS.c3Factor,
    },
    {
      records: [form.record],
      reason: `${powerText(operations)} operations a second, by the best form here (${form.name}, ${formatNumber(bytesPerMac)} bytes an operation at ${formatBytesPerSecond(rateAt(secondsPerMac.value))})${bySparse}; a tenth or ten times as many for 0.1 or 10 times the operations. Claimed: within ${THRESHOLDS.c3Factor} times of ${formatCount(claimed)}.`,
    },
  );
}
