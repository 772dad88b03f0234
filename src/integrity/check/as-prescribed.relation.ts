import { baselines, kernels } from '../../catalog.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'check/as-prescribed',
  severity: 'impossible',
  claim:
    'An output was compared by the method, over the elements and within the tolerance that kernel and operation prescribe.',
  *breaches(run) {
    // A model computes nothing, and says so.
    if (run.isSimulated) return;
    for (const { where, record } of run.ok) {
      const fault = faultOf(record, run);
      if (fault !== null) yield { where: `${where}.check.${fault[0]}`, message: fault[1] };
    }
  },
};

const METHODS = ['every element', 'Freivalds, sampled elements', 'sampled elements'];

function faultOf(record: OkRecord, { isOurs, relaunched }: Examined): readonly [string, string] | null {
  const { method, elementCount, tolerance, worstRatio } = record.check;
  const { kernelId } = record.case;
  if (elementCount < 1) return ['elementCount', 'nothing was compared'];
  if (tolerance === 0 && worstRatio !== 0)
    return ['worstRatio', `${worstRatio}, but a tolerance of 0 allows exact outputs only`];
  if (!isOurs) return null;
  if (!METHODS.includes(method)) return ['method', `"${method}", expected one of ${METHODS.join('; ')}`];
  const wanted = (kernels.get(kernelId) ?? baselines.get(kernelId))?.tolerance;
  if (wanted !== undefined && tolerance !== wanted)
    return ['tolerance', `${tolerance}, ${kernelId} is held to ${wanted}`];
  const expected = relaunched.get(record)?.check;
  if (!expected) return null;
  if (method !== expected.method)
    return ['method', `"${method}", such an output is compared by "${expected.method}"`];
  return elementCount === expected.elementCount
    ? null
    : ['elementCount', `${elementCount}, the comparison has ${expected.elementCount}`];
}

export default relation;
