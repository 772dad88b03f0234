import type { EntryCounts } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import type { MatrixFile } from './matrix-file.ts';

/** What a reader should know of a matrix that is not, number for number, what its file says; a sentence each. */
export function remarksOn(file: MatrixFile, { nnz, storedEntries }: EntryCounts): readonly string[] {
  const zeroCount = storedEntries - nnz;
  const isArray = file.matrix.kind === 'dense';
  return [
    zeroCount > 0 &&
      `${of(zeroCount, storedEntries)} ${isArray ? 'elements' : 'stored entries'} ${zeroCount === 1 ? 'is' : 'are'} zero: ` +
        `${isArray ? 'dense kernels execute them, sparse ones drop them' : 'every kernel executes them'}, and no rate counts them`,
    file.vanishedValueCount > 0 &&
      `${counted(file.vanishedValueCount, 'value is', 'values are')} too small for 32-bit floats, and zero here`,
    file.repeatedEntryCount > 0 &&
      `${counted(file.repeatedEntryCount, 'entry stands', 'entries stand')} where there is one already: ` +
        (file.valuesFrom === 'seed' ? 'they count once' : 'they are added up'),
    file.ignoredValueCount > 0 &&
      `${counted(file.ignoredValueCount, 'value', 'values')} in a file of a pattern, which has none, ${file.ignoredValueCount === 1 ? 'is' : 'are'} ignored`,
    file.replacedValueCount > 0 &&
      `${counted(file.replacedValueCount, 'value is', 'values are')} missing in the file, and random here`,
    file.valuesFrom === 'seed' && 'the file says where the nonzeros are; their values are random',
  ].filter(remark => remark !== false);
}

function of(part: number, whole: number): string {
  return `${formatCount(part)} of ${formatCount(whole)}`;
}

function counted(count: number, one: string, more: string): string {
  return `${formatCount(count)} ${count === 1 ? one : more}`;
}
