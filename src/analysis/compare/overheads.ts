import type { ResultFile } from '../../core/record/result-file.ts';
import { dispatchCost } from '../evidence/dispatch-cost.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { usableRecords } from '../evidence/usable.ts';

/** What running a kernel costs besides the kernel, and what the clocks can see of it. Null: not measured in this run. */
export interface Overheads {
  readonly timestampStepNs: number | null;
  readonly timestampsQuantised: boolean | null;
  readonly wallStepNs: number;
  /** Fixed cost of one dispatch in ns, by either clock. */
  readonly dispatchGpu: Estimate | null;
  readonly dispatchWall: Estimate | null;
  /** What recording and submitting one dispatch costs the CPU, ns. */
  readonly encodeSubmit: Estimate | null;
}

/** The row of kernels/host/encode-submit.baseline.ts. */
export const ENCODE_SUBMIT = 'host/encode-submit';

export function overheadsOf({
  records,
  environment,
}: Pick<ResultFile, 'records' | 'environment'>): Overheads {
  const usable = usableRecords(records);
  const submit = usable.find(record => record.case.kernelId === ENCODE_SUBMIT)?.summary;
  const { timestampStepNs, timestampsQuantised, wallStepNs } = environment.clock;
  return {
    timestampStepNs,
    timestampsQuantised,
    wallStepNs,
    dispatchGpu: dispatchCost(usable, 'timestamp')?.t0 ?? null,
    dispatchWall: dispatchCost(usable, 'wall')?.t0 ?? null,
    encodeSubmit: submit ? { value: submit.medianNs, low: submit.lowNs, high: submit.highNs } : null,
  };
}
