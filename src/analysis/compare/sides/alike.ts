import { groupBy } from '../../evidence/usable.ts';
import { differenceOf, distance, type Reason } from '../machines/question.ts';
import { caseKeys, type SideCase, type SideRun } from './side.ts';

/** One run's time of a case. */
export interface RunTime {
  readonly runId: string;
  readonly timed: SideCase;
}

/** A case that both sides timed, in every run that did; runs in the order given. */
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
  /** "another problem". */
  readonly reason: string;
  /** Of one of them: "dense 64 × 64, not dense 4,096 × 4,096". */
  readonly example: string;
}

export interface AlikeCases {
  /** In the order of their keys, whatever the order of runs and records. */
  readonly cases: readonly AlikeCase[];
  readonly unlike: readonly Unlike[];
}

export function alikeCases(a: readonly SideRun[], b: readonly SideRun[]): AlikeCases {
  const keyOf = caseKeys([...a, ...b]);
  const [ofA, ofB] = [timesByKey(a, keyOf), timesByKey(b, keyOf)];
  const keys = [...ofA.keys()].filter(key => ofB.has(key)).sort();
  return {
    cases: keys.map(key => alikeCase(key, ofA.get(key)!, ofB.get(key)!)),
    unlike: [...unlikeOf('a', ofA, ofB), ...unlikeOf('b', ofB, ofA)],
  };
}

type TimesByKey = ReadonlyMap<string, readonly RunTime[]>;

function timesByKey(runs: readonly SideRun[], keyOf: (timed: SideCase) => string): TimesByKey {
  const times = runs.flatMap(({ sha256, cases }) => cases.map(timed => ({ runId: sha256, timed })));
  return groupBy(times, ({ timed }) => keyOf(timed));
}

function alikeCase(key: string, a: readonly RunTime[], b: readonly RunTime[]): AlikeCase {
  const { address, kernelId } = a[0]!.timed;
  const hashes = new Set([...a, ...b].map(({ timed }) => timed.launchHash));
  return { key, address, kernelId, a, b, sameLaunch: hashes.has(null) ? null : hashes.size === 1 };
}

function unlikeOf(side: 'a' | 'b', own: TimesByKey, others: TimesByKey): readonly Unlike[] {
  const firstOf = (times: TimesByKey) => [...times.values()].map(([first]) => first!.timed);
  const theirs = groupBy(firstOf(others), ({ kernelId }) => kernelId);
  const left = firstOf(new Map([...own].filter(([key]) => !others.has(key))));
  const reasons = left.map(timed => unlikeReason(timed, theirs.get(timed.kernelId) ?? []));
  return [...groupBy(reasons, ({ kind }) => kind)]
    .map(([reason, group]) => {
      const [example = ''] = group.map(({ detail }) => detail).sort();
      return { side, count: group.length, reason, example };
    })
    .sort((x, y) => y.count - x.count || (x.reason < y.reason ? -1 : 1));
}

/** @param theirs of the same kernel on the other side */
function unlikeReason(timed: SideCase, theirs: readonly SideCase[]): Reason {
  const detail = timed.address;
  const [first, ...others] = theirs;
  if (first === undefined) return { kind: 'the other side did not time this kernel', detail };
  const nearest = others.reduce(
    (best, other) => (distance(timed, other) < distance(timed, best) ? other : best),
    first,
  );
  return distance(timed, nearest) > 0
    ? differenceOf(timed, nearest)
    : { kind: 'other tunables, or another seed', detail };
}
