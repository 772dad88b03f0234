import type { Finding } from '../../core/record/finding.ts';
import { estimateText } from '../evidence/estimate.ts';
import { finding, missingFinding } from '../evidence/finding-of.ts';
import type { ShareEstimate } from './shares.ts';

const FACTS = { id: 'E2', title: 'Arithmetic: share of the time that the FLOPs explain', unit: 'ratio' };

/** E2 is reported and never judged: c is b times intensity ÷ ridge, an identity, so it can support nothing. */
export function arithmeticFinding(share: ShareEstimate | null): Finding {
  if (share === null) return missingFinding(FACTS, 'it takes a streamed GEMV and an FMA ceiling');
  const reason = `Reported, not judged: at the rate of the FMA probe the multiply-adds would take c = ${estimateText(share)} of the time.`;
  return finding(FACTS, 'undecided', share, { evidence: share.evidence, reason });
}
