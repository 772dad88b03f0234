import { isTooFew, missingFinding } from '../analysis/evidence/finding-of.ts';
import { decideRegime, type RegimeDecision } from '../analysis/verdict/regime.ts';
import type { Finding } from '../core/record/finding.ts';
import { formatMemory } from '../core/units.ts';
import { type AnswerInput, findingAt, judgedRecord } from './input.ts';
import { estimateOf, percentText } from './words.ts';

/** What limits it, in words that need no knowledge of the experiments. */
export interface RegimeWords {
  /** "Memory speed limits it." */
  readonly headline: string;
  /** The measurement behind it, in one sentence; null where it is undecided: then the headline says what is missing. */
  readonly reason: string | null;
}

/** Clauses of what is missing that a headline names; the verdict has all of them. */
const NAMED = 2;

export function regimeWords(input: AnswerInput): RegimeWords {
  switch (input.verdict.regime) {
    case 'bandwidth':
      return { headline: 'Memory speed limits it.', reason: dilutionText(input, 'takes') };
    case 'compute':
      return { headline: 'Arithmetic limits it.', reason: arithmeticText(input) };
    case 'dispatch':
      return {
        headline: 'Launching limits it: work takes longer to start than to do.',
        reason: launchingText(input),
      };
    case 'none':
      return {
        headline: 'Neither memory speed nor arithmetic nor launching limits it.',
        reason: noneText(input),
      };
    default:
      return { headline: undecidedText(input), reason: null };
  }
}

function dilutionText(input: AnswerInput, takes: string): string | null {
  const half = ratioOf(input, 'E6');
  return half === null
    ? null
    : `Half of the memory traffic ${takes} ${half} of the time, launching aside${sizeText(input)}.`;
}

function arithmeticText(input: AnswerInput): string | null {
  const twice = ratioOf(input, 'E4');
  return twice === null ? null : `Twice the arithmetic on the same data takes ${twice} of the time.`;
}

function launchingText(input: AnswerInput): string | null {
  const share = estimateOf(input.verdict.shares.dispatch);
  return share && `Launching takes ${percentText(share)} of the time${sizeText(input)}.`;
}

function noneText(input: AnswerInput): string | null {
  const [roof, dilution, latency] = ['E1', 'E6', 'E8'].map(id => findingAt(input, id));
  const rest =
    latency?.status === 'refuted'
      ? 'what takes long is waiting for memory to answer'
      : 'what takes long is the kernel itself, its loads or waiting for memory';
  if (dilution?.status === 'refuted')
    return dilutionText(input, 'still takes')?.replace(/\.$/, `: ${rest}.`) ?? null;
  const share = roof?.status === 'refuted' ? ratioOf(input, 'E1') : null;
  return share && `Reading the data alone would take ${share} of the time${sizeText(input)}: ${rest}.`;
}

function undecidedText(input: AnswerInput): string {
  const decision = decisionOf(input);
  if (decision === null) {
    return 'Undecided: no product of a matrix and a vector was checked and timed.';
  }
  const { plainMissing, pointsToBandwidth } = decision;
  const rest = plainMissing.length - NAMED;
  const named = plainMissing.slice(0, NAMED).join('; ');
  const missing = rest > 0 ? `${named}; and ${rest} more` : named;
  if (missing === '') return 'Undecided.';
  return `Undecided: ${missing}.${pointsToBandwidth ? ' So far it points to memory speed.' : ''}`;
}

/** The verdict's decision, once more from what the file keeps of its evidence; null without a judged product. */
function decisionOf(input: AnswerInput): RegimeDecision | null {
  const judged = judgedRecord(input);
  if (judged === null) return null;
  const { bandwidth, compute, dispatch } = input.verdict.shares;
  const at = (id: string): Finding =>
    findingAt(input, id) ?? missingFinding({ id, title: id, unit: '' }, 'it is not in the file');
  return decideRegime({
    tooFewRounds: isTooFew(new Set(judged.samples.map(({ round }) => round)).size),
    bandwidth: estimateOf(bandwidth),
    compute: estimateOf(compute),
    dispatch: estimateOf(dispatch),
    timeNs: judged.summary.medianNs,
    roof: at('E1'),
    bytes: at('E3'),
    flops: at('E4'),
    batches: at('E5'),
    dilution: at('E6'),
    latency: at('E8'),
  });
}

/** "62.0 % (61.8–62.2)"; null where it was not measured. */
function ratioOf(input: AnswerInput, id: string): string | null {
  const finding = findingAt(input, id);
  const estimate = finding && estimateOf(finding);
  return estimate && percentText(estimate);
}

/** " (a matrix of 64.0 MiB)", of the judged product. */
function sizeText(input: AnswerInput): string {
  const judged = judgedRecord(input);
  return judged ? ` (a matrix of ${formatMemory(Math.round(judged.work.compulsoryBytes))})` : '';
}
