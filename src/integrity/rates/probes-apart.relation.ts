import { formatNumber } from '../../core/units.ts';
import type { Relation } from '../relation.ts';
import { isUsable, mostMoved } from './reached.ts';

/** Of the bytes that it needs, random gather moves a sixteenth of a line; caches serve writes that memory does not. */
const TIMES: Readonly<Record<string, number>> = { gather: 3, write: 10, copy: 10, ladder: 10 };

const relation: Relation = {
  id: 'rates/probes-apart',
  severity: 'doubtful',
  claim:
    'Probes of one memory agree: random lines come no faster than three times what is read in order, writes and copies than ten times.',
  *breaches({ ok }) {
    const read = mostMoved(
      ok.map(({ record }) => record),
      ['read'],
    );
    if (read === 0) return;
    for (const { where, record } of ok) {
      const times = TIMES[record.operation];
      if (times === undefined || !isUsable(record)) continue;
      const bytes = record.work.compulsoryBytes / record.summary.medianNs;
      if (bytes > times * read)
        yield {
          where: `${where}.summary.medianNs`,
          message: `${record.operation} at ${formatNumber(bytes / read)} times the rate of reading`,
        };
    }
  },
};

export default relation;
