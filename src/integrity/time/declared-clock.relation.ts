import { wallResolutionNs } from '../../core/environment.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'time/declared-clock',
  severity: 'impossible',
  claim:
    'A case is timed by the clock that it asks for, or by the wall clock where the GPU has none; and the resolution of a record is that of its clock.',
  *breaches({ file, ok, isSimulated }) {
    for (const { where, record } of ok) {
      const timer = timerOf(record, file);
      if (record.timerId !== timer) {
        yield {
          where: `${where}.timerId`,
          message: `${record.timerId}, expected ${timer} of such a case on such a device`,
        };
        continue;
      }
      const resolutions = resolutionsOf(record, file);
      // A model's clock has a step, and answers at once.
      if (isSimulated || resolutions.some(resolution => near(resolution, record.resolutionNs))) continue;
      const message = `${record.resolutionNs} ns, but the clock of the run has ${resolutions.join(' or ')} ns`;
      yield { where: `${where}.resolutionNs`, message };
    }
  },
};

function timerOf(
  { kind, case: { clock } }: OkRecord,
  { environment }: Examined['file'],
): OkRecord['timerId'] {
  if (kind === 'host') return 'host';
  return clock === 'gpu' && environment.clock.timestampStepNs !== null ? 'timestamp' : 'wall';
}

function resolutionsOf(
  { timerId }: OkRecord,
  { environment: { clock } }: Examined['file'],
): readonly number[] {
  if (timerId === 'timestamp') return [clock.timestampStepNs ?? Number.NaN];
  return timerId === 'host' ? [clock.wallStepNs] : [wallResolutionNs(clock)];
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(a, b);
}

export default relation;
