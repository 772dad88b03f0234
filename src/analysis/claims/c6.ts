import type { Finding } from '../../core/record/finding.ts';
import { formatDuration, formatNumber, NS_PER_S } from '../../core/units.ts';
import { type Estimate, scaled } from '../evidence/estimate.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import type { ClaimInputs } from './inputs.ts';
import { type ClaimFacts, ceilingOf, claimFinding, denseForms, text } from './measured.ts';

const FACTS = { id: 'C6', title: 'Time of one token of the model at batch 1, f16 weights', unit: 'ns' };
/** The decode step of the same model, where it was timed. */
const SLICE = 'D/gpt3-slice';
const BYTES_PER_WEIGHT = 2;
const FLOPS_PER_WEIGHT = 2;

/** C6: a pass of a large model at batch 1 takes the time to read its weights, not that of its FLOPs. */
export function tokenClaim({ records, ceilings, findings }: ClaimFacts, inputs: ClaimInputs): Finding {
  const read = ceilingOf(ceilings, 'read');
  const fma = ceilingOf(ceilings, 'fma');
  const form = denseForms(records).find(({ name }) => name === 'f16');
  if (!read || !fma || !form)
    return missingFinding(FACTS, 'it takes read and FMA ceilings and a streamed f16 product');
  const measured = scaled(form.secondsPerMac, inputs.weights * NS_PER_S);
  const reading = atRate(inputs.weights * BYTES_PER_WEIGHT, read);
  const computing = atRate(inputs.weights * FLOPS_PER_WEIGHT, fma);
  const times = `${text(measured, formatDuration)} a token at the speed of the f16 product; reading the weights takes ${formatDuration(reading.value)}, their FLOPs ${formatDuration(computing.value)}.`;
  const step = findings.find(({ id }) => id === SLICE)?.value ?? null;
  const stepText =
    step === null ? '' : ` The whole block, timed on a slice, gives ${formatNumber(step)} tokens/s.`;
  const isMemory = read.kind === 'memory';
  const proviso = isMemory
    ? ''
    : ' But the read ceiling is not known to be one of memory, so this cannot decide.';
  return claimFinding(
    FACTS,
    measured,
    {
      supports: estimate => isMemory && isNearer(estimate, reading, computing),
      refutes: estimate => isMemory && isNearer(estimate, computing, reading),
    },
    {
      records: [form.record],
      evidence: [read, fma].flatMap(({ evidence }) => evidence.slice(0, 1)),
      reason: `${times} Claimed: nearer the reading, with an interval that excludes the FLOPs.${proviso}${stepText}`,
    },
  );
}

function atRate(amount: number, rate: Estimate): Estimate {
  const ns = (perSecond: number) => (amount / perSecond) * NS_PER_S;
  return { value: ns(rate.value), low: ns(rate.high), high: ns(rate.low) };
}

/** Nearer by ratio at every end of the interval, which does not touch the other time. */
function isNearer(measured: Estimate, one: Estimate, other: Estimate): boolean {
  const apart = measured.low > other.high || measured.high < other.low;
  return apart && [measured.low, measured.high].every(ns => factor(ns, one.value) < factor(ns, other.value));
}

function factor(a: number, b: number): number {
  return Math.max(a / b, b / a);
}
