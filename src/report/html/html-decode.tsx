import type { ResultFile } from '../../core/record/result-file.ts';
import { DECODE_COLUMNS, decodeRows } from '../rows/decode-rows.ts';
import { clockMark } from '../rows/remarks.ts';
import { HtmlTable, number, text } from './html-parts.tsx';
import { keptText } from './kept-text.tsx';

/** Tokens/s of each model's decode step, and why others were not measured; nothing where none was asked for. */
export function DecodeSteps({ file }: { readonly file: Pick<ResultFile, 'findings' | 'environment'> }) {
  const rows = decodeRows(file);
  if (rows.length === 0) return null;
  const measured = rows.filter(({ remark }) => remark === '');
  return (
    <section>
      <h2>Decode step</h2>
      {measured.length > 0 && (
        <HtmlTable
          caption={`Tokens/s, and what reading the weights allows (95 % interval)${clockMark(file.environment.clock)}`}
          columns={DECODE_COLUMNS.map(({ header }, index) => (index === 0 ? text(header) : number(header)))}
          rows={measured.map(row => DECODE_COLUMNS.map(column => column.cell(row)))}
        />
      )}
      {rows
        .filter(({ remark }) => remark !== '')
        .map(({ model, remark }) => (
          <p key={model}>
            {model}: {keptText(remark)}
          </p>
        ))}
    </section>
  );
}
