import { groupBy } from '../../evidence/usable.ts';
import { differenceText, distance } from '../machines/question.ts';
import { caseKey, type SideCase, type SideRun } from './side.ts';

/** One run's time of a case. */
export interface RunTime {
  readonly runId: string;
  readonly timed: SideCase;
}

/** A case that both sides timed, in every run that did; runs in the order of their hashes. */
export interface AlikeCase {
  readonly key: string;
  readonly address: string;
  readonly kernelId: string;
  readonly a: readonly RunTime[];
  readonly b: readonly RunTime[];
  /** Whether every run executed the very same launch; null where a file does not say. */
  readonly sameLaunch: boolean | null;
}

/** Cases of one side that are compared with nothing. */
export interface Unlike {
  readonly side: 'a' | 'b';
  readonly count: number;
  readonly example: string;
  readonly reason: string;
}

export interface AlikeCases {
  /** In the order of their keys, whatever the order of runs and records. */
  readonly cases: readonly AlikeCase[];
  readonly unlike: readonly Unlike[];
}

const INCOMPLETE = 'the file does not name every tunable, so what was launched is not known';

export function alikeCases(a: readonly SideRun[], b: readonly SideRun[]): AlikeCases {
  const [ofA, ofB] = [timesByKey(a), timesByKey(b)];
  const keys = [...ofA.keys()].filter(key => ofB.has(key)).sort();
  return {
    cases: keys.map(key => alikeCase(key, ofA.get(key)!, ofB.get(key)!)),
    unlike: [...unlikeOf('a', a, b, ofB), ...unlikeOf('b', b, a, ofA)],
  };
}

type TimesByKey = ReadonlyMap<string, readonly RunTime[]>;

function timesByKey(runs: readonly SideRun[]): TimesByKey {
  const sorted = [...runs].sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
  const times = sorted.flatMap(({ sha256, cases }) =>
    cases.filter(isComplete).map(timed => ({ runId: sha256, timed })),
  );
  return groupBy(times, ({ timed }) => caseKey(timed));
}

function isComplete({ tunablesComplete }: SideCase): boolean {
  return tunablesComplete;
}

function alikeCase(key: string, a: readonly RunTime[], b: readonly RunTime[]): AlikeCase {
  const { address, kernelId } = a[0]!.timed;
  const hashes = new Set([...a, ...b].map(({ timed }) => timed.launchHash));
  return { key, address, kernelId, a, b, sameLaunch: hashes.has(null) ? null : hashes.size === 1 };
}

function unlikeOf(
  side: 'a' | 'b',
  runs: readonly SideRun[],
  others: readonly SideRun[],
  known: TimesByKey,
): readonly Unlike[] {
  const theirs = others.flatMap(({ cases }) => cases);
  const own = new Map(runs.flatMap(({ cases }) => cases).map(timed => [caseKey(timed), timed]));
  const left = [...own.values()].filter(timed => !isComplete(timed) || !known.has(caseKey(timed)));
  return [...groupBy(left, timed => unlikeReason(timed, theirs))]
    .map(([reason, group]) => {
      const addresses = group.map(({ address }) => address).sort();
      return { side, count: group.length, example: addresses[0]!, reason };
    })
    .sort((x, y) => y.count - x.count || (x.reason < y.reason ? -1 : 1));
}

function unlikeReason(timed: SideCase, theirs: readonly SideCase[]): string {
  if (!isComplete(timed)) return INCOMPLETE;
  const [first, ...others] = theirs.filter(other => other.kernelId === timed.kernelId);
  if (first === undefined) return 'the other side did not time this kernel';
  const nearest = others.reduce(
    (best, other) => (distance(timed, other) < distance(timed, best) ? other : best),
    first,
  );
  if (distance(timed, nearest) > 0) return differenceText(timed, nearest);
  return isComplete(nearest) ? 'other tunables, or another seed' : INCOMPLETE;
}
