import type { ComponentChildren } from 'preact';
import type { JudgedFile } from '../../core/record/result-file.ts';
import type { SideBySide } from '../rows/side-by-side.ts';
import { Answer, Claims, Crossovers, Findings, Roofline } from './html-argument.tsx';
import { Cases } from './html-cases.tsx';
import { HtmlTable, number, text } from './html-parts.tsx';
import { Race } from './html-race.tsx';
import { REPORT_STYLE } from './html-style.ts';

interface PageProps {
  readonly title: string;
  readonly children: ComponentChildren;
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

/** All that there is to say of one result file. */
export function FileReport({ file }: { readonly file: JudgedFile }) {
  return (
    <article>
      <Answer file={file} />
      <Race file={file} />
      <Findings file={file} />
      <Roofline file={file} />
      <Crossovers file={file} />
      <Claims file={file} />
      <Cases file={file} />
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
