import { Fragment } from 'preact';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { crossoverFigures } from '../../charts/crossover/crossover.tsx';
import { findingFigures } from '../../charts/finding-figures.tsx';
import { measuredOf } from '../../charts/measured.ts';
import { rooflineFigure } from '../../charts/roofline/roofline.tsx';
import { sharesFigure } from '../../charts/shares/shares.tsx';
import { clockWarnings, warningsOf } from '../../core/environment.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { formatShare } from '../../core/units.ts';
import { claimRows } from '../rows/claims.ts';
import {
  ceilingRemark,
  ceilingText,
  crossoverSubject,
  crossoverText,
  curveText,
  environmentFacts,
  findingValue,
  headline,
} from '../rows/overview.ts';
import { clockMark } from '../rows/remarks.ts';
import { AnswerCard } from './answer-card.tsx';
import { Drawn, HtmlTable, number, text } from './html-parts.tsx';

const WIDE = 760;
const NARROW = 340;

interface PartProps {
  readonly file: JudgedFile;
}

/** The answer, and what it was measured on. */
export function Answer({ file }: PartProps) {
  const { verdict, environment } = file;
  const answered = hasAnswer(file);
  // The card says itself whose numbers they are.
  const warnings = answered ? clockWarnings(environment.clock) : warningsOf(environment);
  return (
    <>
      <h1>Ridgepoint: {headline(file)}</h1>
      {warnings.map(warning => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      {answered && <AnswerCard answer={answerOf(file)} />}
      <p class="verdict">{verdict.sentence}</p>
      <p>{verdict.reason}</p>
      <Drawn figure={sharesFigure(file)} width={WIDE} />
      {verdict.judged !== null && (
        <p class="quiet">
          Judged on <code>{verdict.judged}</code>
        </p>
      )}
      <dl class="facts">
        {environmentFacts(file).map(fact => (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.text}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

/** The claims of the debate beside what was measured here. */
export function Claims({ file }: PartProps) {
  const rows = claimRows(file).map(({ finding, claim, source }) => [
    finding.id,
    `${claim} (${source})`,
    finding.status,
    findingValue(finding),
    finding.reason,
  ]);
  if (rows.length === 0) return null;
  return (
    <>
      <h2>Claims</h2>
      <HtmlTable
        caption="What was claimed, and what was measured here"
        columns={[text('id'), text('claim'), text('status'), number('measured'), text('how')]}
        rows={rows}
      />
    </>
  );
}

/** The experiments, each with its prediction, its figure where there is one, and its status in words. */
export function Findings({ file }: PartProps) {
  if (file.findings.length === 0) return null;
  return (
    <>
      <h2>Findings</h2>
      <div class="multiples">
        {findingFigures(measuredOf(file)).map(({ finding, standing, figure }) => (
          <section key={finding.id}>
            <h3>
              {finding.id} {finding.title}
            </h3>
            <p>
              <span class="status">{standing}</span>: {findingValue(finding)}. {finding.reason}
            </p>
            {figure !== null && <Drawn figure={figure} width={NARROW} />}
          </section>
        ))}
      </div>
    </>
  );
}

export function Roofline({ file }: PartProps) {
  const rows = file.ceilings.map(ceiling => [
    ceiling.id,
    ceilingText(ceiling),
    ceilingRemark(ceiling),
    curveText(ceiling),
  ]);
  return (
    <>
      <h2>Roofline</h2>
      <Drawn figure={rooflineFigure(measuredOf(file))} width={WIDE} />
      {rows.length > 0 && (
        <HtmlTable
          caption={`Ceilings, measured in the same run${clockMark(file.environment.clock)}`}
          columns={[text('ceiling'), number('value (95 % interval)'), text('remark'), text('by working set')]}
          rows={rows}
        />
      )}
    </>
  );
}

export function Crossovers({ file }: PartProps) {
  if (file.crossovers.length === 0) return null;
  const rows = file.crossovers.map(series => [
    crossoverSubject(series),
    crossoverText(series),
    formatShare(series.byteModelDensity),
    series.reason,
  ]);
  return (
    <>
      <h2>Density crossover</h2>
      {crossoverFigures(measuredOf(file)).map(figure => (
        <section key={figure.id}>
          <h3>{figure.heading}</h3>
          <Drawn figure={figure} width={WIDE} />
        </section>
      ))}
      <HtmlTable
        caption="Density at which a sparse product takes as long as a dense one"
        columns={[text('pattern, kernel'), text('crossing'), number('equal bytes at'), text('reason')]}
        rows={rows}
      />
    </>
  );
}
