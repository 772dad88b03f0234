import { kernels } from '../../catalog.ts';
import { NO_FEATURE } from '../../core/record/left-out.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'plan/skipped-for-features',
  severity: 'impossible',
  claim:
    'A case is skipped for a feature that its kernel needs and the device has not; and none runs without what it needs.',
  *breaches({ file: { environment, records }, isOurs, isSimulated }) {
    const has = new Set(environment.features);
    for (const [index, record] of records.entries()) {
      if (record.kind !== 'webgpu') continue;
      const where = `records[${index}]`;
      const { requires = [] } = kernels.get(record.case.kernelId) ?? {};
      const named =
        record.status === 'skipped' ? NO_FEATURE.exec(record.reason)?.[1]?.split(', ') : undefined;
      const there = named?.find(feature => has.has(feature));
      if (there !== undefined)
        yield { where: `${where}.reason`, message: `"${there}" is missing, but environment.features has it` };
      if (!isOurs) continue;
      const odd = named?.find(feature => !(requires as readonly string[]).includes(feature));
      if (odd !== undefined)
        yield { where: `${where}.reason`, message: `${record.case.kernelId} does not need ${odd}` };
      const lacking =
        record.status === 'ok' && !isSimulated ? requires.find(feature => !has.has(feature)) : undefined;
      if (lacking !== undefined)
        yield { where, message: `${record.case.kernelId} ran, but the device has no ${lacking}` };
    }
  },
};

export default relation;
