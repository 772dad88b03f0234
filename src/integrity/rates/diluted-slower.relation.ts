import { formatCase } from '../../core/record/address.ts';
import { formatNumber } from '../../core/units.ts';
import type { Relation } from '../relation.ts';

const TIMES = 3;

const relation: Relation = {
  id: 'rates/diluted-slower',
  severity: 'doubtful',
  claim: 'Less memory traffic takes a kernel at most three times as long.',
  *breaches({ ok }) {
    const whole = new Map(ok.map(({ record }) => [record.address, record]));
    for (const { where, record } of ok) {
      const { residentBytes: _resident, ...c } = record.case;
      if (c.memoryShare === 1) continue;
      const undiluted = whole.get(formatCase({ ...c, memoryShare: 1 }));
      if (!undiluted || undiluted.summary.medianNs === 0) continue;
      const ratio = record.summary.medianNs / undiluted.summary.medianNs;
      const fastest = record.summary.minNs / undiluted.summary.medianNs;
      if (fastest <= TIMES) continue;
      yield {
        where: `${where}.summary.medianNs`,
        message: `${formatNumber(ratio)} times that of the same case with all of its memory traffic`,
      };
    }
  },
};

export default relation;
