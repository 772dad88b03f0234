import { formatCount, formatShape } from '../../../core/units.ts';
import type { ComparedCase } from './compared-run.ts';

/** What a case answers; only cases of one question are compared. */
export type Question = Pick<
  ComparedCase,
  | 'operation'
  | 'valueType'
  | 'pattern'
  | 'rowCount'
  | 'columnCount'
  | 'rhsColumnCount'
  | 'nnz'
  | 'cache'
  | 'timerId'
>;

/** Matrices of one pattern, size and number of nonzeros are one problem: a seed changes which, not how many. */
export function questionKey(c: Question): string {
  return [
    c.operation,
    c.valueType,
    c.cache,
    c.timerId,
    c.pattern,
    c.rowCount,
    c.columnCount,
    c.rhsColumnCount,
    c.nnz,
  ].join(' ');
}

export function questionOf(c: Question): Question {
  const { operation, valueType, pattern, rowCount, columnCount, rhsColumnCount, nnz, cache, timerId } = c;
  return { operation, valueType, pattern, rowCount, columnCount, rhsColumnCount, nnz, cache, timerId };
}

/** "matvec f32, dense 8,192 × 8,192, stream, by timestamp". */
export function questionText(question: Question): string {
  const { operation, valueType, cache, timerId } = question;
  return `${operation} ${valueType}, ${problemText(question)}, ${cache}, by ${timerId}`;
}

/** Why a case is not compared with those of another question, by the first thing that differs. */
export function differenceText(of: Question, from: Question): string {
  if (of.operation !== from.operation) return `another operation: ${of.operation}, not ${from.operation}`;
  if (of.valueType !== from.valueType) return `another type: ${of.valueType}, not ${from.valueType}`;
  if (problemText(of) !== problemText(from)) {
    return `another problem: ${problemText(of)}, not ${problemText(from)}`;
  }
  if (of.cache !== from.cache) return `another cache state: ${of.cache}, not ${from.cache}`;
  return `another clock: ${of.timerId}, not ${from.timerId}`;
}

/** How many of the five things differ. */
export function distance(a: Question, b: Question): number {
  const pairs: readonly (readonly [string, string])[] = [
    [a.operation, b.operation],
    [a.valueType, b.valueType],
    [problemText(a), problemText(b)],
    [a.cache, b.cache],
    [a.timerId, b.timerId],
  ];
  return pairs.filter(([one, other]) => one !== other).length;
}

function problemText({ pattern, rowCount, columnCount, rhsColumnCount, nnz }: Question): string {
  const shape =
    rhsColumnCount > 1
      ? formatShape(rowCount, columnCount, rhsColumnCount)
      : formatShape(rowCount, columnCount);
  const isFull = nnz === rowCount * columnCount || nnz === 0;
  return `${pattern} ${shape}${isFull ? '' : ` with ${formatCount(nnz)} nonzeros`}`;
}
