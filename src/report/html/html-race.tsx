import type { ResultFile } from '../../core/record/result-file.ts';
import { RACE_NOTE, raceBlocks } from '../rows/race-rows.ts';
import { HtmlTable, number, text } from './html-parts.tsx';

/** Which is faster on each problem; nothing where the run was no race. */
export function Race({ file }: { readonly file: ResultFile }) {
  const blocks = raceBlocks(file, true);
  if (blocks.length === 0) return null;
  return (
    <section>
      <h2>Race</h2>
      {blocks.map(({ title, rows, sentence, picking }) => (
        <div key={title}>
          <p class="sentence">{sentence}</p>
          <HtmlTable
            caption={title}
            columns={[text('kernel'), text('format'), number('time (95 % interval)')]}
            rows={rows.map(({ kernel, format, time }) => [kernel, format, time])}
          />
          {picking !== '' && <p class="quiet">{picking}</p>}
        </div>
      ))}
      <p>{RACE_NOTE}</p>
    </section>
  );
}
