import { type ClockFacts, clockWarning } from '../../core/environment.ts';
import type { Analysis, Finding } from '../../core/record/finding.ts';

/** Units that a wrong clock is in; ratios of times by one clock are right by any that runs evenly. */
const TIMED_UNITS: ReadonlySet<string> = new Set(['ns', 'B/s', 'FLOP/s', 'tokens/s', 'GPUs']);

/** Where the clocks contradict each other: nothing that rests on how long a second is, is decided, and all of it says so. */
export function withDisputedTimes(analysis: Analysis, clock: ClockFacts): Analysis {
  const warning = clockWarning(clock);
  if (warning === null) return analysis;
  const { findings, verdict } = analysis;
  return {
    ...analysis,
    findings: findings.map(finding => (isTimed(finding) ? disputed(finding, warning) : finding)),
    verdict: { ...verdict, reason: `${warning} ${verdict.reason}` },
  };
}

function isTimed({ unit, value }: Finding): boolean {
  return TIMED_UNITS.has(unit) && value !== null;
}

function disputed(finding: Finding, warning: string): Finding {
  return { ...finding, status: 'undecided', reason: `${warning} ${finding.reason}` };
}
