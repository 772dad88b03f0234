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

/** Why two things are not compared. */
export interface Reason {
  /** "another problem". */
  readonly kind: string;
  /** "dense 64 × 64, not dense 4,096 × 4,096". */
  readonly detail: string;
}

/** The first thing in which two questions differ. */
export function differenceOf(of: Question, from: Question): Reason {
  const parts: readonly (readonly [kind: string, of: string, from: string])[] = [
    ['another operation', of.operation, from.operation],
    ['another type', of.valueType, from.valueType],
    ['another problem', problemText(of), problemText(from)],
    ['another cache state', of.cache, from.cache],
    ['another clock', of.timerId, from.timerId],
  ];
  const [kind, own, other] = parts.find(([, one, another]) => one !== another) ?? parts.at(-1)!;
  return { kind, detail: `${own}, not ${other}` };
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
