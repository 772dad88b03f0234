import type { Finding } from '../../core/record/finding.ts';
import { formatDuration, formatShare } from '../../core/units.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { PLAIN_NAMES } from '../experiments/predictions.ts';
import {
  type Evidence,
  isLarge,
  isRefuted,
  isShortProduct,
  isSmall,
  isSupported,
  isUnder,
  memoryShare,
} from './signs.ts';

/** What is missing or in the way: in the terms of METHOD, and plainly. */
export interface Clause {
  readonly text: string;
  readonly plain: string;
}

const { regimeShare, bandwidthDispatchShare, bandwidthMemoryShare, leastLaunchTimes } = THRESHOLDS;

/** Why nothing could be concluded, in the order in which it is decided. */
export function missingClauses(evidence: Evidence): readonly Clause[] {
  const launching = launchClauses(evidence);
  const arithmetic = arithmeticClauses(evidence);
  const memoryExcluded = [evidence.roof, evidence.dilution].some(isRefuted);
  return [...launching, ...arithmetic, ...(memoryExcluded ? [] : memoryClauses(evidence))];
}

function launchClauses(evidence: Evidence): readonly Clause[] {
  const { dispatch } = evidence;
  if (dispatch === null) {
    const plain = 'what launching costs was not measured';
    return [{ text: 'the dispatch cost on this clock was not measured', plain }];
  }
  const noise = (share: number, plain: string) => [
    { text: `whether dispatch takes ${share} of the time is within the noise`, plain },
  ];
  if (!isSmall(dispatch)) {
    return noise(regimeShare, 'whether launching takes most of the time is within the noise');
  }
  if (isShortProduct(evidence)) return [shortClause(evidence)];
  const share = formatShare(bandwidthDispatchShare);
  return isUnder(dispatch, bandwidthDispatchShare)
    ? []
    : noise(bandwidthDispatchShare, `launching may take more than ${share} of the time`);
}

function arithmeticClauses({ compute, flops }: Evidence): readonly Clause[] {
  if (compute === null) {
    return [{ text: 'there is no FMA ceiling', plain: 'how fast it calculates was not measured' }];
  }
  if (isLarge(compute)) {
    const most = 'arithmetic explains most of the time, but';
    return [
      {
        text: `${most} the FLOP ladder (E4) ${standing(flops)}`,
        plain: `${most} ${PLAIN_NAMES.E4} ${standing(flops)}`,
      },
    ];
  }
  return isSmall(compute)
    ? []
    : [
        {
          text: `whether arithmetic explains ${regimeShare} of the time is within the noise`,
          plain: 'whether arithmetic explains most of the time is within the noise',
        },
      ];
}

function memoryClauses(evidence: Evidence): readonly Clause[] {
  const { dispatch, roof, bytes, batches, dilution } = evidence;
  const clauses: Clause[] = [];
  if (!isSupported(dilution))
    clauses.push({
      text: `dilution (E6) ${standing(dilution)}`,
      plain: `${PLAIN_NAMES.E6} ${standing(dilution)}`,
    });
  else if (isUnder(dispatch, bandwidthDispatchShare) && memoryShare(evidence) < bandwidthMemoryShare)
    clauses.push({
      text: `what dilution (E6) saves, less what latency (E8) and launching take, leaves ${formatShare(memoryShare(evidence))} of the time to memory; ${formatShare(bandwidthMemoryShare)} would exclude other limits`,
      plain: `${PLAIN_NAMES.E6} leaves too much of the time to other limits`,
    });
  if (!isSupported(roof))
    clauses.push({ text: `the roof (E1) ${standing(roof)}`, plain: `${PLAIN_NAMES.E1} ${standing(roof)}` });
  const refuted = OTHERS.filter(({ of }) => isRefuted(of(evidence)));
  for (const { name, plain } of refuted) {
    clauses.push({ text: `${name} refutes bandwidth`, plain: `${plain} speaks against memory speed` });
  }
  if (refuted.length === 0 && ![bytes, batches].some(isSupported)) {
    clauses.push({
      text: `the byte ladder (E3) ${standing(bytes)} and the batch ladder (E5) ${standing(batches)}`,
      plain: plainPair(bytes, batches),
    });
  }
  return clauses;
}

interface OtherExperiment {
  readonly name: string;
  readonly plain: string;
  readonly of: (evidence: Evidence) => Finding;
}

const OTHERS: readonly OtherExperiment[] = [
  { name: 'the byte ladder (E3)', plain: PLAIN_NAMES.E3, of: ({ bytes }) => bytes },
  { name: 'the FLOP ladder (E4)', plain: PLAIN_NAMES.E4, of: ({ flops }) => flops },
  { name: 'the batch ladder (E5)', plain: PLAIN_NAMES.E5, of: ({ batches }) => batches },
  { name: 'latency (E8)', plain: PLAIN_NAMES.E8, of: ({ latency }) => latency },
];

/** Of the byte ladder and the batch ladder, either of which would do. */
function plainPair(bytes: Finding, batches: Finding): string {
  const [one, other] = [standing(bytes), standing(batches)];
  if (one !== other) return `${PLAIN_NAMES.E3} ${one} and ${PLAIN_NAMES.E5} ${other}`;
  const [first, second] = [PLAIN_NAMES.E3, PLAIN_NAMES.E5].map(name => name.replace('the test ', ''));
  return `the tests ${first} and ${second} ${one.replace(/^was/, 'were').replace(/^is/, 'are')}`;
}

/** "was not measured", "is undecided". */
function standing({ status, value }: Finding): string {
  if (value === null) return 'was not measured';
  return status === 'undecided' ? 'is undecided' : `is ${status}`;
}

function shortClause({ dispatch, timeNs }: Evidence): Clause {
  const [taken, launched] = [timeNs ?? 0, (dispatch?.value ?? 0) * (timeNs ?? 0)];
  return {
    text: `it takes ${formatDuration(taken)}, under ${leastLaunchTimes} times the ${formatDuration(launched)} of launching it, so that only dispatch could be concluded`,
    plain: `the largest product takes ${formatDuration(taken)}, too short beside the ${formatDuration(launched)} of launching it`,
  };
}
