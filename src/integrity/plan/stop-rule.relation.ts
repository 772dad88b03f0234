import type { StopRule } from '../../core/plan.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { LEAST_ROUNDS } from '../../measure/session/rounds.ts';
import { isLook } from '../../measure/session/stop.ts';
import { relativeHalfWidth } from '../../stats/summary.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'plan/stop-rule',
  severity: 'impossible',
  claim:
    'A case stops when a look finds it precise enough, at the most rounds that its suite allows, or when the time is up, after five rounds at the least; and every section plans the same number of rounds.',
  *breaches({ file: { session }, ok, replanned }) {
    if (replanned === null) return;
    const { stop } = replanned;
    if (session.plannedRounds % stop.minimumRounds !== 0)
      yield {
        where: 'session.plannedRounds',
        message: `${session.plannedRounds}, sections plan ${stop.minimumRounds} each`,
      };
    for (const { where, record } of ok) {
      const message = record.kind === 'webgpu' && sectionCount(record) === 1 ? faultOf(record, stop) : null;
      if (message !== null) yield { where: `${where}.stop`, message };
    }
  },
};

function sectionCount({ samples }: OkRecord): number {
  return new Set(samples.map(({ group }) => group.slice(0, group.lastIndexOf('/')))).size;
}

/** Of each group of a record; one of several may be precise while another is measured on. */
function roundsByGroup({ samples }: OkRecord): readonly number[] {
  const rounds = new Map<string, Set<number>>();
  for (const { group, round } of samples) rounds.set(group, (rounds.get(group) ?? new Set()).add(round));
  return [...rounds.values()].map(({ size }) => size);
}

function faultOf(record: OkRecord, rule: StopRule): string | null {
  const { reason, rounds } = record.stop;
  const { minimumRounds, maximumRounds, precision } = rule;
  const said = `stopped for ${reason} after ${rounds} rounds`;
  if (rounds > maximumRounds) return `${said}, at most ${maximumRounds} are run`;
  if (reason === 'round-cap' && rounds !== maximumRounds) return `${said}, the cap is ${maximumRounds}`;
  if (reason === 'time-cap' && rounds < LEAST_ROUNDS)
    return `${said}, ${LEAST_ROUNDS} are run whatever the time`;
  if (reason !== 'precision') return null;
  const groups = roundsByGroup(record);
  if (![rounds, ...groups].some(count => isLook(count, rule)))
    return `${said}, looks are after ${minimumRounds}, ${2 * minimumRounds}, …`;
  // What came after the look of one group may have widened the interval of all.
  if (groups.length > 1) return null;
  const width = relativeHalfWidth(record.summary);
  return width <= precision * (1 + 1e-9)
    ? null
    : `${said}, with an interval of ± ${width}, over ${precision}`;
}

export default relation;
