import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { adapterName } from '../../core/environment.ts';
import { printableTexts } from '../../core/printable.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { MACHINE_COLUMNS, machineBlocks } from '../rows/machines.ts';
import { sidesBySide } from '../rows/side-by-side.ts';
import type { Survey } from '../rows/survey.ts';
import { BothRuns, Disagreements, FileReport, Page } from './html-page.tsx';
import { HtmlTable, number, text } from './html-parts.tsx';
import { SurveyReport } from './html-survey.tsx';

/**
 * One self-contained HTML document: verdict, figures, tables; no script and nothing fetched. Text from the files is
 * escaped, and free of what is not printable. Several files: side by side, then each.
 */
export function toHtml(files: JudgedFile | readonly JudgedFile[]): string {
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  return documentText(<Report files={printableTexts(all)} />);
}

/** The same of a survey: its summary, with the report of every step folded under it. */
export function toSurveyHtml(survey: Survey): string {
  return documentText(<SurveyReport survey={printableTexts(survey)} />);
}

function documentText(page: VNode): string {
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}

function Report({ files }: { readonly files: readonly JudgedFile[] }) {
  const [first] = files;
  const title = files.length === 1 && first ? adapterName(first.environment.adapter) : `${files.length} runs`;
  return (
    <Page title={`Ridgepoint: ${title}`}>
      <Disagreements files={files} />
      {files.length > 1 && <Machines files={files} />}
      {sidesBySide(files).map((runs, index) => (
        <BothRuns key={index} runs={runs} />
      ))}
      {files.map((file, index) => (
        <FileReport key={index} file={file} isOneOfSeveral={files.length > 1} />
      ))}
    </Page>
  );
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
