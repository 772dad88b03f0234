import type { Finding } from '../../core/record/finding.ts';

/** What was claimed before anybody measured. */
export interface ClaimSource {
  readonly claim: string;
  /** The figures it came with. */
  readonly source: string;
}

export const CLAIM_SOURCES: Readonly<Record<string, ClaimSource>> = {
  C1: {
    claim: 'The FLOP/s of a GPU are there for matrix–matrix products only; matrix–vector is limited by RAM.',
    source: '1e14–1e15 FLOP/s a GPU; RTX 4090 about 8.3e13 in f32',
  },
  C2: {
    claim: 'A matrix–vector product needs about one byte of bandwidth a FLOP.',
    source: '1 B/FLOP',
  },
  C3: {
    claim: '1e14 synaptic operations a second need about 100 GPUs of 1e12 B/s.',
    source: '1e14–1e15 synapses × 0.1–1 Hz: 1e13–1e15 a second; at 1 B 100 GPUs, at the 8 B of CSR 800',
  },
  C4: {
    claim: 'Emulating 1e14 synapses, 10 times locally sparse, densely costs 1e17 a second.',
    source: '1e15 stored × 100 Hz = 1e17',
  },
  C5: {
    claim: 'At one byte a synapse 6e14 synapses fit the memory of a large cluster.',
    source: '600 TB; 24,576 GPUs of 80 GB hold 1.97 PB',
  },
  C6: {
    claim: 'GPT-3 at batch 1 is limited by RAM, not by its FLOPs.',
    source: '175e9 weights, 2 FLOPs each; at 1e12 B/s and 8.3e13 FLOP/s 0.35 s against 4.2 ms',
  },
  C7: {
    claim: 'With one weight of ten left, the sparse form is cheaper.',
    source: '10 times sparser',
  },
};

/** What a claim's finding belongs to: "C2" of "C2/f16"; null for findings that are no claims. */
export function claimIdOf(finding: Pick<Finding, 'id'>): string | null {
  return /^C\d+(?=\/|$)/.exec(finding.id)?.[0] ?? null;
}
