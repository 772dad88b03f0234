import { renderToStaticMarkup } from 'preact-render-to-string';
import { adapterName } from '../../core/environment.ts';
import { printableTexts } from '../../core/printable.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { disagreements } from '../rows/disagreement.ts';
import { MACHINE_COLUMNS, machineBlocks } from '../rows/machines.ts';
import { type SideBySide, sidesBySide } from '../rows/side-by-side.ts';
import { Answer, Claims, Crossovers, Findings, Roofline } from './html-argument.tsx';
import { Cases } from './html-cases.tsx';
import { HtmlTable, number, text } from './html-parts.tsx';
import { Race } from './html-race.tsx';
import { REPORT_STYLE } from './html-style.ts';

/**
 * One self-contained HTML document: verdict, figures, tables; no script and nothing fetched. Text from the files is
 * escaped, and free of what is not printable. Several files: side by side, then each.
 */
export function toHtml(files: JudgedFile | readonly JudgedFile[]): string {
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  return `<!doctype html>\n${renderToStaticMarkup(<Report files={printableTexts(all)} />)}\n`;
}

function Report({ files }: { readonly files: readonly JudgedFile[] }) {
  const [first] = files;
  const title = files.length === 1 && first ? adapterName(first.environment.adapter) : `${files.length} runs`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Ridgepoint: {title}</title>
        <style dangerouslySetInnerHTML={{ __html: REPORT_STYLE }} />
      </head>
      <body>
        <main>
          <Disagreements files={files} />
          {files.length > 1 && <Machines files={files} />}
          {sidesBySide(files).map((runs, index) => (
            <BothRuns key={index} runs={runs} />
          ))}
          {files.map((file, index) => (
            <article key={index}>
              {files.length > 1 && <Disagreements files={[file]} />}
              <Answer file={file} />
              <Race file={file} />
              <Findings file={file} />
              <Roofline file={file} />
              <Crossovers file={file} />
              <Claims file={file} />
              <Cases file={file} />
            </article>
          ))}
        </main>
      </body>
    </html>
  );
}

function Disagreements({ files }: { readonly files: readonly JudgedFile[] }) {
  return disagreements(files).map(line => (
    <p key={line} class="warning" role="alert">
      {line}
    </p>
  ));
}

function Machines({ files }: { readonly files: readonly ResultFile[] }) {
  const columns = MACHINE_COLUMNS.map(column =>
    column.numeric ? number(column.header) : text(column.header),
  );
  return (
    <section>
      <h1>Ridgepoint: {files.length} runs side by side</h1>
      {machineBlocks(files).map(({ title, rows }) => (
        <HtmlTable
          key={title}
          caption={title}
          columns={columns}
          rows={rows.map(row => MACHINE_COLUMNS.map(column => column.cell(row)))}
        />
      ))}
    </section>
  );
}

function BothRuns({ runs }: { readonly runs: SideBySide }) {
  const [a, b, ratio] = runs.names;
  return (
    <section>
      <h2>{runs.title}</h2>
      {runs.overheads.length > 0 && (
        <HtmlTable
          caption="Overheads"
          columns={[text('overhead'), number(a), number(b)]}
          rows={runs.overheads.map(row => [row.subject, row.a, row.b])}
        />
      )}
      <HtmlTable
        caption="Times of equal cases"
        columns={[text('time'), number(a), number(b), number(ratio)]}
        rows={runs.times.map(row => [row.subject, row.a, row.b, row.ratio])}
      />
      <p>{runs.note}</p>
    </section>
  );
}
