import type { Format } from '../format.ts';
import type { OperationId } from '../operation.ts';
import { formatCase } from './address.ts';
import type { Case, RecordBase, RecordKind } from './record.ts';

/** What the identity of a record is made of. */
export interface RecordSubject {
  readonly case: Case;
  readonly kind: RecordKind;
  readonly operation: OperationId;
  /** Of any type of values: files may come from programs that know more. */
  readonly format: Pick<Format, 'id' | 'family'> & { readonly valueType: string };
  readonly tunablesComplete: boolean;
  readonly tuned: readonly string[];
  readonly launchHash: string | null;
}

/** What every record begins with: the one place that makes identity and address, of whatever kind a record is. */
export function recordIdentity(subject: RecordSubject): Omit<RecordBase, 'sha256'> {
  const { case: c, kind, operation, format, tunablesComplete, tuned, launchHash } = subject;
  return {
    address: formatCase(c),
    case: {
      kernelId: c.kernelId,
      problem: c.problem,
      tunables: c.tunables,
      cache: c.cache,
      memoryShare: c.memoryShare,
      ...(c.residentBytes !== undefined && { residentBytes: c.residentBytes }),
      clock: c.clock,
    },
    tunablesComplete,
    tuned,
    kind,
    operation,
    format: format.id,
    family: format.family,
    valueType: format.valueType,
    launchHash,
  };
}
