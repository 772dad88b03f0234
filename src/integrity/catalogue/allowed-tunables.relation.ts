import { kernels } from '../../catalog.ts';
import { requireAllowed } from '../../core/allowed-tunables.ts';
import { messageOf } from '../../core/errors.ts';
import { tunedNames } from '../../core/kernel.ts';
import type { RecordBase } from '../../core/record/record.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/allowed-tunables',
  severity: 'impossible',
  claim:
    'A record of this very program names all tunables of its kernel, with values that it allows, and says which are not the defaults.',
  *breaches({ file: { records }, isOurs }) {
    if (!isOurs) return;
    for (const [index, record] of records.entries()) {
      const message = faultOf(record, record.status === 'ok');
      if (message !== null) yield { where: `records[${index}].case.tunables`, message };
    }
  },
};

function faultOf(record: RecordBase, ran: boolean): string | null {
  const { kernelId, tunables } = record.case;
  const kernel = kernels.get(kernelId);
  if (!record.tunablesComplete) return 'not complete, this program names all';
  if (!kernel)
    return Object.keys(tunables).length === 0 && record.tuned.length === 0
      ? null
      : 'tunables of code that has none';
  const missing = Object.keys(kernel.tunables).find(name => !Object.hasOwn(tunables, name));
  if (missing !== undefined) return `${missing} of ${kernelId} is missing`;
  const tuned = tunedNames(kernel, tunables);
  if ([...tuned].sort().join() !== [...record.tuned].sort().join())
    return `[${record.tuned}] are said to be tuned, [${tuned}] differ from the defaults`;
  try {
    if (ran) requireAllowed(kernel, tunables);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

export default relation;
