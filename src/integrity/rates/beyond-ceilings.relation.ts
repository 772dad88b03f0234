import { isProduct } from '../../core/operation.ts';
import { formatBytesPerSecond, formatFlopsPerSecond, formatNumber } from '../../core/units.ts';
import type { Relation } from '../relation.ts';
import { isUsable, mostCalculated, mostMoved } from './reached.ts';

/** CPU adapters reach 1.2 times a probe, by more than this a product is another device’s. */
const TIMES = 3;
const NS_PER_S = 1e9;

const relation: Relation = {
  id: 'rates/beyond-ceilings',
  severity: 'doubtful',
  claim:
    'A product that streams its weights moves or calculates at most three times what the best probe of the run did.',
  *breaches({ ok }) {
    const records = ok.map(({ record }) => record);
    const [moved, calculated] = [mostMoved(records), mostCalculated(records)];
    for (const { where, record } of ok) {
      if (record.kind !== 'webgpu' || !isProduct(record) || !isUsable(record)) continue;
      const {
        work,
        summary,
        case: { cache },
      } = record;
      const bytes = work.compulsoryBytes / summary.medianNs;
      const flops = work.usefulFlops / summary.medianNs;
      if (moved > 0 && cache === 'stream' && bytes > TIMES * moved)
        yield {
          where: `${where}.summary.medianNs`,
          message: `${formatBytesPerSecond(NS_PER_S * bytes)}, ${formatNumber(bytes / moved)} times what any probe moved`,
        };
      else if (calculated > 0 && flops > TIMES * calculated)
        yield {
          where: `${where}.summary.medianNs`,
          message: `${formatFlopsPerSecond(NS_PER_S * flops)}, ${formatNumber(flops / calculated)} times what any probe calculated`,
        };
    }
  },
};

export default relation;
