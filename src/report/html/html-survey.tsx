import { answerOf } from '../../answer/answer.ts';
import { measuredOf } from '../../charts/measured.ts';
import { rooflineFigure } from '../../charts/roofline/roofline.tsx';
import { sharesFigure } from '../../charts/shares/shares.tsx';
import { adapterWarning } from '../../core/environment.ts';
import { type SummaryPart, type Survey, type SurveyStep, surveySummary } from '../rows/survey.ts';
import { AnswerCard } from './answer-card.tsx';
import { DecodeSteps } from './html-decode.tsx';
import { Disagreements, FileReport, Page } from './html-page.tsx';
import { Drawn, FULL_WIDTH, HtmlTable, number, text } from './html-parts.tsx';

/** A survey on one page: what it says in all, what came of its steps, and the report of each, folded. */
export function SurveyReport({ survey }: { readonly survey: Survey }) {
  const { title, subtitle, answer, ceilings, crossovers, decode, vendor } = surveySummary(survey);
  const warning = adapterWarning(survey.environment.adapter);
  return (
    <Page title={title}>
      <Disagreements files={survey.steps.flatMap(({ result }) => (result === null ? [] : [result.file]))} />
      <h1>{title}</h1>
      <p class="quiet">{subtitle}</p>
      {answer !== null && (
        <>
          <AnswerCard answer={answerOf(answer)} />
          <p class="quiet">From {answer.session.suite}, whose whole report is below.</p>
        </>
      )}
      {answer === null && warning !== null && <p class="warning">{warning}</p>}
      {answer !== null && <Drawn figure={sharesFigure(answer)} width={FULL_WIDTH} />}
      <h2>Steps</h2>
      <HtmlTable
        caption="What came of each, in the order in which they ran; their names lead to the result files"
        columns={[text('step'), text('outcome')]}
        rows={survey.steps.map(({ id, outcome, result }) => [
          result === null ? id : <a href={`./${result.name}`}>{id}</a>,
          outcome,
        ])}
      />
      {answer !== null && (
        <>
          <h2>Roofline</h2>
          <Drawn figure={rooflineFigure(measuredOf(answer))} width={FULL_WIDTH} />
        </>
      )}
      <Facts
        heading="Ceilings"
        caption={`Measured in ${ceilings.from}`}
        columns={['ceiling', 'value (95 % interval)']}
        part={ceilings}
      />
      <Facts
        heading="Density crossover"
        caption={`Density at which the best sparse product takes as long as a dense one, from ${crossovers.from}`}
        columns={['pattern, kernel', 'crossing']}
        part={crossovers}
      />
      {decode !== null && <DecodeSteps file={decode} />}
      {vendor !== null && (
        <>
          <h2>Beside the vendor’s libraries</h2>
          <HtmlTable
            caption={vendor.title}
            columns={[text('product'), ...vendor.names.map(number)]}
            rows={vendor.times.map(row => [row.subject, row.a, row.b, row.ratio])}
          />
          <p>{vendor.note}</p>
        </>
      )}
      <h2>Whole reports</h2>
      {survey.steps.map(step => (
        <StepReport key={step.id} step={step} />
      ))}
    </Page>
  );
}

interface FactsProps {
  readonly heading: string;
  readonly caption: string;
  readonly columns: readonly [label: string, text: string];
  readonly part: SummaryPart;
}

function Facts({ heading, caption, columns, part }: FactsProps) {
  if (part.facts.length === 0) return null;
  return (
    <>
      <h2>{heading}</h2>
      <HtmlTable
        caption={caption}
        columns={columns.map(text)}
        rows={part.facts.map(fact => [fact.label, fact.text])}
      />
    </>
  );
}

function StepReport({ step: { id, outcome, result } }: { readonly step: SurveyStep }) {
  if (result === null) return null;
  return (
    <details class="report">
      <summary>
        {id}: {outcome}
      </summary>
      <FileReport file={result.file} isOneOfSeveral />
    </details>
  );
}
