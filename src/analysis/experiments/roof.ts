import type { Ceiling, Finding } from '../../core/record/finding.ts';
import { estimateText } from '../evidence/estimate.ts';
import {
  finding,
  isTooFew,
  judge,
  missingFinding,
  straddleText,
  tooFewText,
} from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import type { ShareEstimate } from './shares.ts';

const FACTS = { id: 'E1', title: 'Roof: share of the time that streaming the bytes explains', unit: 'ratio' };

const { e1SupportedShare, e1RefutedShare, e1NoCeilingShare } = THRESHOLDS;

/**
 * E1: a bandwidth-bound product takes about as long as reading its bytes. Only a read ceiling that is itself limited by
 * memory can decide it.
 */
export function roofFinding(share: ShareEstimate | null, read: Ceiling | undefined): Finding {
  if (share === null) return missingFinding(FACTS, 'it takes a streamed GEMV and a read ceiling');
  const predicted = `Predicted: b ≥ ${e1SupportedShare} if memory bandwidth limits; under ${e1RefutedShare} refutes.`;
  const seen = `Measured: b = ${estimateText(share)}${share.paired ? '' : ', not paired in the same rounds'}`;
  // The ceiling's own dilution is part of the argument: it says whether memory limits the probe.
  const evidence = [...new Set([...share.evidence, ...(read?.evidence ?? [])])];
  const rest = (text: string) => ({ evidence, reason: `${predicted} ${seen}${text}` });
  if (isTooFew(share.count)) return finding(FACTS, 'undecided', share, rest(`; ${tooFewText(share.count)}.`));
  if (share.low > e1NoCeilingShare) {
    return finding(
      FACTS,
      'undecided',
      share,
      rest(`; over ${e1NoCeilingShare}, so the read probe is no ceiling for this kernel.`),
    );
  }
  if (read?.kind !== 'memory') {
    return finding(FACTS, 'undecided', share, rest(`, but ${ceilingText(read)}, so it cannot decide.`));
  }
  const status = judge(share, {
    supports: ({ low, high }) => low >= e1SupportedShare && high <= e1NoCeilingShare,
    refutes: ({ high }) => high < e1RefutedShare,
  });
  if (status === 'undecided') {
    const between = straddleText(
      share,
      `in ${e1SupportedShare}–${e1NoCeilingShare}`,
      `under ${e1RefutedShare}`,
    );
    return finding(FACTS, status, share, {
      evidence,
      reason: `${predicted} Measured: b = ${between}.`,
    });
  }
  return finding(FACTS, status, share, rest(' of a memory ceiling.'));
}

function ceilingText(read: Ceiling | undefined): string {
  switch (read?.kind) {
    case 'instruction-limited':
      return 'the read ceiling is instruction-limited (it does not depend on memory either)';
    case 'mixed':
      return 'the read ceiling is limited by memory only in part';
    default:
      return 'whether memory limits the read ceiling is unknown';
  }
}
