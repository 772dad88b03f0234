import type { Ceiling, CeilingPoint, Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatBytesPerSecond, formatMemory } from '../../core/units.ts';
import { finding, missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';

const FACTS = { id: 'knee', title: 'Last cache: working set after which reading slows down', unit: 'MiB' };

const { cacheKneeDrop, streamKneeTimes } = THRESHOLDS;

/** A working set that still fits a cache, and the rate up to there. */
export interface CacheKnee {
  readonly workingSetBytes: number;
  readonly address: string;
  /** Of the next larger working set. */
  readonly nextAddress: string;
}

/**
 * Cache knees of a read curve: going up in working set, one lies before every point that is read more slowly than the
 * best since the last knee by cacheKneeDrop, by the whole of both intervals. Points that keep falling belong to the
 * same knee: it lies before the first of them.
 */
export function cacheKnees(curve: readonly CeilingPoint[]): readonly CacheKnee[] {
  const knees: CacheKnee[] = [];
  let level = curve[0];
  let falling = false;
  curve.forEach((point, i) => {
    const before = curve[i - 1];
    if (!level || !before) return;
    const drops = point.high < before.low && point.value < level.value * (1 - cacheKneeDrop);
    if (drops && !falling) {
      knees.push({
        workingSetBytes: before.workingSetBytes,
        address: before.address,
        nextAddress: point.address,
      });
    }
    if (drops || point.value > level.value) level = point;
    falling = drops;
  });
  return knees;
}

/** Reported: where the last cache ends, and whether the streamed sets go far enough past it. */
export function cacheKneeFinding(ceilings: readonly Ceiling[], judged: OkRecord | null): Finding {
  const curve = ceilings.find(({ id }) => id === 'read')?.curve ?? [];
  const [first, last] = [curve[0], curve.at(-1)];
  if (!first || !last || curve.length < 3)
    return missingFinding(FACTS, 'no read rates over three working sets');
  const knees = cacheKnees(curve);
  const range = `from ${formatMemory(first.workingSetBytes)} to ${formatMemory(last.workingSetBytes)}`;
  const knee = knees.at(-1);
  if (!knee) {
    return {
      ...missingFinding(FACTS, ''),
      evidence: curve.map(({ address }) => address),
      reason: `Reported, not judged: no knee ${range}, read at ${formatBytesPerSecond(last.value)} in the end.`,
    };
  }
  const bytes = knee.workingSetBytes;
  const mebibytes = bytes / 2 ** 20;
  const all = knees.map(({ workingSetBytes }) => formatMemory(workingSetBytes)).join(' and ');
  const streamed = judged?.copies.workingSetBytes ?? null;
  const enough =
    streamed === null
      ? ''
      : ` The judged weights stream from ${formatMemory(streamed)}, ${streamed >= streamKneeTimes * bytes ? 'more' : 'less'} than ${streamKneeTimes} times that.`;
  return finding(
    FACTS,
    'undecided',
    { value: mebibytes, low: mebibytes, high: mebibytes },
    {
      evidence: [knee.address, knee.nextAddress],
      reason: `Reported, not judged: ${range} reading slows down after ${all}.${enough}`,
    },
  );
}
