import type { ResultFile } from '../../core/record/result-file.ts';
import {
  MATRIX_COLUMNS,
  MATRIX_HEADING,
  MATRIX_NOTE,
  matrixBlocks,
  PRUNING_COLUMNS,
  PRUNING_HEADING,
  PRUNING_NOTE,
  pruningBlocks,
} from '../rows/matrix-rows.ts';
import { HtmlTable, number, text } from './html-parts.tsx';
import { keptText } from './kept-text.tsx';

/** A table a matrix, and one a group of equally sparse ones that were pruned in different ways; nothing without matrices. */
export function Matrices({ file }: { readonly file: Pick<ResultFile, 'records'> }) {
  const [blocks, pruning] = [matrixBlocks(file), pruningBlocks(file)];
  if (blocks.length === 0) return null;
  return (
    <section>
      <h2>{MATRIX_HEADING}</h2>
      <p>{keptText(MATRIX_NOTE)}</p>
      {blocks.map(({ title, sentence, kernels, remark }) => (
        <div key={title}>
          <p>{keptText(sentence)}</p>
          <HtmlTable
            caption={title}
            columns={MATRIX_COLUMNS.map(({ header }, index) => (index < 2 ? text : number)(header))}
            rows={kernels.map(kernel => MATRIX_COLUMNS.map(column => column.cell(kernel)))}
          />
          {remark !== '' && <p>{remark}</p>}
        </div>
      ))}
      {pruning.length > 0 && (
        <>
          <h2>{PRUNING_HEADING}</h2>
          <p>{keptText(PRUNING_NOTE)}</p>
        </>
      )}
      {pruning.map(({ title, rows }) => (
        <HtmlTable
          key={title}
          caption={title}
          columns={PRUNING_COLUMNS.map(({ header }) =>
            (header === 'method' || header === 'kernel' ? text : number)(header),
          )}
          rows={rows.map(row => PRUNING_COLUMNS.map(column => column.cell(row)))}
        />
      ))}
    </section>
  );
}
