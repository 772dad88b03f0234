import type { DeviceClass } from '../../core/environment.ts';
import type { Analysis, Finding } from '../../core/record/finding.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { usableRecords } from '../evidence/usable.ts';
import { productClaim } from './c1.ts';
import { byteClaims } from './c2.ts';
import { synapseClaim } from './c3.ts';
import { denseEmulationClaim } from './c4.ts';
import { memoryClaim } from './c5.ts';
import { tokenClaim } from './c6.ts';
import { sparsityClaim } from './c7.ts';
import { type ClaimInputs, DEFAULT_CLAIM_INPUTS } from './inputs.ts';

interface ClaimContext {
  readonly deviceClass: DeviceClass;
  /** What the claims assume; as they were made where absent. */
  readonly inputs?: ClaimInputs;
}

/**
 * C1 to C7 for this device, through WebGPU: each a formula over measured numbers, judged by its whole interval. A software
 * adapter is a processor: how many GPUs like it something takes (C3, C4) is not asked of it.
 * @param analysis of the same records
 */
export function claimsOf(
  records: readonly BenchRecord[],
  analysis: Pick<Analysis, 'ceilings' | 'findings' | 'crossovers' | 'verdict'>,
  { deviceClass, inputs = DEFAULT_CLAIM_INPUTS }: ClaimContext,
): readonly Finding[] {
  const facts = { ...analysis, records: usableRecords(records) };
  return [
    productClaim(facts),
    ...byteClaims(facts),
    ...(deviceClass === 'software' ? [] : [synapseClaim(facts, inputs), denseEmulationClaim(facts, inputs)]),
    memoryClaim(inputs),
    tokenClaim(facts, inputs),
    sparsityClaim(facts),
  ];
}
