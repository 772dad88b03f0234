import { baselines, kernels, partsOf } from '../../catalog.ts';
import type { RecordBase } from '../../core/record/record.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/known-kernel',
  severity: 'impossible',
  claim:
    'A kernel computes one operation on one format: those of a kernel that this program knows are no others.',
  *breaches({ file: { records } }) {
    for (const [index, record] of records.entries()) {
      const fault = faultOf(record);
      if (fault !== null) yield { where: `records[${index}].${fault[0]}`, message: fault[1] };
    }
  },
};

type Field = 'kind' | 'operation' | 'format' | 'family' | 'valueType';

function faultOf(record: RecordBase): readonly [Field, string] | null {
  const { kernelId } = record.case;
  const expected = expectedOf(kernelId);
  if (expected === null) return null;
  const field = (Object.keys(expected) as Field[]).find(name => record[name] !== expected[name]);
  return field === undefined ? null : [field, `${record[field]}, ${kernelId} has ${expected[field]}`];
}

/** Null for a kernel of another program. */
function expectedOf(kernelId: string): Readonly<Record<Field, string>> | null {
  const kernel = kernels.get(kernelId) ?? baselines.get(kernelId);
  if (!kernel) return null;
  const { format } = partsOf(kernel);
  const kind = kernels.has(kernelId) ? 'webgpu' : 'host';
  return {
    kind,
    operation: kernel.operation,
    format: format.id,
    family: format.family,
    valueType: format.valueType,
  };
}

export default relation;
