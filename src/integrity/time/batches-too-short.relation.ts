import type { Relation } from '../relation.ts';
import { tooShort } from './long-enough.ts';

/** Of so few a half may be disturbed. */
const FEW = 4;

const relation: Relation = {
  id: 'time/batches-too-short',
  severity: 'impossible',
  claim: 'A disturbance makes the batches of a case too short, not those of most cases of a run.',
  *breaches({ ok, isSimulated }) {
    if (isSimulated) return;
    const timed = ok.filter(({ record }) => record.kind === 'webgpu' && record.timerId === 'timestamp');
    const short = timed.filter(({ record }) => tooShort(record) !== null);
    if (short.length <= FEW || 2 * short.length <= timed.length) return;
    const message = `the batches of ${short.length} of ${timed.length} cases are too short, the first: ${tooShort(short[0]!.record)}`;
    yield { where: `${short[0]!.where}.samples`, message };
  },
};

export default relation;
