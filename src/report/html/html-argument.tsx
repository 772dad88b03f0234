import { Fragment } from 'preact';
import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { crossoverFigures } from '../../charts/crossover/crossover.tsx';
import { fastestFigure } from '../../charts/fastest/fastest.tsx';
import { findingFigures } from '../../charts/finding-figures.tsx';
import { measuredOf } from '../../charts/measured.ts';
import { sharesFigure } from '../../charts/shares/shares.tsx';
import { clockWarnings, warningsOf } from '../../core/environment.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { formatShare } from '../../core/units.ts';
import { failureText } from '../rows/case-rows.ts';
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
import { Drawn, Fold, FULL_WIDTH, HtmlTable, number, text } from './html-parts.tsx';
import { keptText } from './kept-text.tsx';

const NARROW = 340;

interface PartProps {
  readonly file: JudgedFile;
}

/** What went wrong, then the answer. */
export function Answer({ file }: PartProps) {
  const failure = failureText(file);
  const answered = hasAnswer(file);
  // The card says itself whose numbers they are.
  const warnings = answered ? clockWarnings(file.environment.clock) : warningsOf(file.environment);
  return (
    <>
      <h1>Ridgepoint: {answered ? answerOf(file).origin : headline(file)}</h1>
      {[...(failure === null ? [] : [failure]), ...warnings].map(line => (
        <p key={line} class="warning">
          {line}
        </p>
      ))}
      {answered && <AnswerCard answer={answerOf(file)} />}
    </>
  );
}

/** The claims of the debate beside what was measured here. */
export function Claims({ file }: PartProps) {
  const rows = claimRows(file).map(({ finding, claim, source }) => [
    finding.id,
    keptText(`${claim} (${source})`),
    finding.status,
    findingValue(finding),
    keptText(finding.reason),
  ]);
  if (rows.length === 0) return null;
  return (
    <Fold title="The claims of the debate">
      <HtmlTable
        caption="What was claimed, and what was measured here"
        columns={[text('id'), text('claim'), text('status'), number('measured'), text('how')]}
        rows={rows}
      />
    </Fold>
  );
}

/** The experiments, each with its prediction, its figure where there is one, and its status in words. */
export function Findings({ file }: PartProps) {
  if (file.findings.length === 0) return null;
  return (
    <Fold title="All experiments, with what was predicted">
      <div class="multiples">
        {findingFigures(measuredOf(file))
          // The deciding one stands above.
          .filter(({ finding, figure }) => finding.id !== 'E6' || figure === null)
          .map(({ finding, standing, figure }) => (
            <section key={finding.id}>
              <h3>
                {finding.id} {finding.title}
              </h3>
              <p>
                <span class="status">{standing}</span>:{' '}
                {keptText(`${finding.value === null ? '' : `${findingValue(finding)}. `}${finding.reason}`)}
              </p>
              {figure !== null && <Drawn figure={figure} width={NARROW} caption={null} />}
            </section>
          ))}
      </div>
    </Fold>
  );
}

export function Ceilings({ file }: PartProps) {
  if (file.ceilings.length === 0) return null;
  const rows = file.ceilings.map(ceiling => [
    ceiling.id,
    ceilingText(ceiling),
    ceilingRemark(ceiling),
    keptText(curveText(ceiling)),
  ]);
  return (
    <Fold title="Ceilings">
      <HtmlTable
        caption={`Measured in the same run${clockMark(file.environment.clock)}`}
        columns={[text('ceiling'), number('value (95 % interval)'), text('remark'), text('by working set')]}
        rows={rows}
      />
    </Fold>
  );
}

/** The first figure stands above. */
export function Crossovers({ file }: PartProps) {
  const swept = sweptCrossovers(file.crossovers);
  if (swept.length === 0) return null;
  const fastest = fastestFigure(measuredOf(file));
  const rows = swept.map(series => [
    crossoverSubject(series),
    keptText(crossoverText(series)),
    formatShare(series.byteModelDensity),
    keptText(series.reason),
  ]);
  return (
    <Fold title="Density crossovers">
      <HtmlTable
        caption="Density at which a sparse product takes as long as a dense one"
        columns={[text('pattern, kernel'), text('crossing'), number('equal bytes at'), text('reason')]}
        rows={rows}
      />
      {fastest && (
        <section class="shown">
          <h3>{keptText(fastest.text.title.replace(/\.$/, ''))}</h3>
          <Drawn figure={fastest} width={FULL_WIDTH} caption={null} />
        </section>
      )}
      {crossoverFigures(measuredOf(file))
        .slice(1)
        .map(figure => (
          <section key={figure.id} class="shown">
            <h3>{keptText(figure.text.title.replace(/\.$/, ''))}</h3>
            <Drawn figure={figure} width={FULL_WIDTH} caption={null} />
          </section>
        ))}
    </Fold>
  );
}

/** By whom, on what, and how the experiments became one word. */
export function Measuring({ file }: PartProps) {
  const { verdict } = file;
  return (
    <Fold title="How it was measured and decided">
      <dl class="facts">
        <dt>run</dt>
        <dd>{headline(file)}</dd>
        {environmentFacts(file).map(fact => (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{keptText(fact.text)}</dd>
          </Fragment>
        ))}
        {verdict.judged !== null && (
          <>
            <dt>judged on</dt>
            <dd>
              <code>{verdict.judged}</code>
            </dd>
          </>
        )}
      </dl>
      {hasAnswer(file) && (
        <>
          <p class="status">{keptText(verdict.sentence)}</p>
          <p>{keptText(verdict.reason)}</p>
          <Drawn figure={sharesFigure(file)} width={FULL_WIDTH} caption={null} />
        </>
      )}
    </Fold>
  );
}
