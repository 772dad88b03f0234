import type { ComponentChildren } from 'preact';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { disagreements } from '../rows/disagreement.ts';
import type { SideBySide } from '../rows/side-by-side.ts';
import { Answer, Ceilings, Claims, Crossovers, Findings, Measuring } from './html-argument.tsx';
import { Cases } from './html-cases.tsx';
import { DecodeSteps } from './html-decode.tsx';
import { Matrices } from './html-matrices.tsx';
import { HtmlTable, number, text } from './html-parts.tsx';
import { Race } from './html-race.tsx';
import { REPORT_STYLE } from './html-style.ts';
import { Why } from './html-why.tsx';

interface PageProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

interface FileReportProps {
  readonly file: JudgedFile;
  /** The page then says above all of them what is wrong with any, and here what is wrong with this one. */
  readonly isOneOfSeveral: boolean;
}

/** Nothing fetched, no script. */
export function Page({ title, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: REPORT_STYLE }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}

export function Disagreements({ files }: { readonly files: readonly JudgedFile[] }) {
  return disagreements(files).map(line => (
    <p key={line} class="warning" role="alert">
      {line}
    </p>
  ));
}

/** All that there is to say of one result file: the answer, the argument for it, and folded everything else. */
export function FileReport({ file, isOneOfSeveral }: FileReportProps) {
  const isOfLimits = hasAnswer(file) && answerOf(file).asked === 'limit';
  return (
    <article>
      {isOneOfSeveral && <Disagreements files={[file]} />}
      <Answer file={file} />
      <Race file={file} />
      {isOfLimits && <Why file={file} />}
      <DecodeSteps file={file} />
      {isOfLimits && <Findings file={file} />}
      <Matrices file={file} />
      <Crossovers file={file} />
      <Ceilings file={file} />
      {isOfLimits && <Claims file={file} />}
      <Cases file={file} isOpen={!hasAnswer(file)} />
      <Measuring file={file} />
    </article>
  );
}

export function BothRuns({ runs }: { readonly runs: SideBySide }) {
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
