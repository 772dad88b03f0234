import type { OkRecord } from '../../core/record/record.ts';
import type { Work } from '../../core/work.ts';
import type { Relation } from '../relation.ts';
import type { Relaunched } from '../relaunch/relaunch.ts';

/** What depends on where the nonzeros lie may be so far from what evenly filled rows give. */
const UNEVEN = 2;
/** Of one row: a kernel fills up its lanes. */
const MOST_LANES_FLOPS = 2 * 8 * 64;

const relation: Relation = {
  id: 'work/as-launched',
  severity: 'impossible',
  claim:
    'Work, stages and bytes of weights are those that the kernel itself counts for such a problem on such a device.',
  *breaches({ ok, relaunched }) {
    for (const { where, record } of ok) {
      const expected = relaunched.get(record);
      const fault = expected ? faultOf(record, expected) : null;
      if (fault !== null) yield { where: `${where}.${fault[0]}`, message: fault[1] };
    }
  },
};

/** What padding adds to. */
const PADDED: readonly (keyof Work)[] = ['executedFlops', 'modelledBytes'];

type Fault = readonly [field: string, message: string];

function faultOf(record: OkRecord, expected: Relaunched): Fault | null {
  const { work, stageCount = 1, problem } = record;
  const { isEven } = expected;
  const bytes = workingSetFault(record, expected);
  if (bytes) return ['copies.workingSetBytes', bytes];
  if (stageCount !== expected.stageCount && !(isEven && expected.stageCount > 1))
    return ['stageCount', `${stageCount}, the kernel makes ${expected.stageCount}`];
  for (const name of ['usefulFlops', 'executedFlops', 'compulsoryBytes', 'modelledBytes'] as const) {
    const [said, wanted] = [work[name], expected.work[name]];
    if (said === wanted) continue;
    if (isEven && name === 'executedFlops' && withinLanes(said, wanted, problem)) continue;
    if (PADDED.includes(name) && isPadded(said, wanted, record, expected)) continue;
    if (isEven && name === 'compulsoryBytes' && touchesColumns(said, wanted, record)) continue;
    return [`work.${name}`, `${said}, the kernel counts ${wanted}`];
  }
  return null;
}

function workingSetFault(record: OkRecord, expected: Relaunched) {
  const { count, workingSetBytes } = record.copies;
  const { weightBytes, stageCount, isEven } = expected;
  // Slabs of a sparse matrix begin where its rows do.
  const slack = isEven && stageCount > 1 ? 64 * stageCount * count : 0;
  return Math.abs(workingSetBytes - count * weightBytes) <= slack ||
    isPadded(workingSetBytes / count, weightBytes, record, expected)
    ? null
    : `${workingSetBytes}, ${count} copies of the kernel's ${weightBytes} bytes are ${count * weightBytes}`;
}

/** Bytes a row of one column that the ends of slices and blocks are filled up with where rows are evenly filled. */
const EVEN_PADDING_BYTES = 32;

/** Evenly filled rows have hardly any padding: others have no less than none, and no more than the format admits. */
function isPadded(said: number, even: number, { problem }: OkRecord, { mostPadding }: Relaunched): boolean {
  const slack = EVEN_PADDING_BYTES * problem.rowCount * problem.rhsColumnCount;
  return mostPadding > 1 && said >= even - slack && said <= mostPadding * even + slack;
}

function withinLanes(said: number, even: number, { rowCount, rhsColumnCount }: OkRecord['problem']): boolean {
  const slack = MOST_LANES_FLOPS * rowCount * rhsColumnCount;
  return said >= even / UNEVEN - slack && said <= UNEVEN * even + slack;
}

/** Where nothing lies, no column is touched: a matrix touches those of one row to all. */
function touchesColumns(said: number, untouched: number, { problem }: OkRecord): boolean {
  const { columnCount, rhsColumnCount, nnz, rowStats } = problem;
  const touched = (said - untouched) / (4 * rhsColumnCount);
  return Number.isInteger(touched) && touched >= rowStats.max && touched <= Math.min(columnCount, nnz);
}

export default relation;
