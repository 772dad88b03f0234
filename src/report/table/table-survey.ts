import { answerOf } from '../../answer/answer.ts';
import { adapterWarning } from '../../core/environment.ts';
import { printableTexts } from '../../core/printable.ts';
import { type Survey, type SurveyStep, surveySummary } from '../rows/survey.ts';
import { type Painter, plain, type Tone } from './colour.ts';
import { cardLines } from './table-card.ts';
import { decodeTable } from './table-decode.ts';
import { sideTable } from './table-side-by-side.ts';
import { definitions, labelled, REPORT_WIDTH, wrap } from './text.ts';

const STATE_TONES: Readonly<Record<SurveyStep['state'], Tone>> = {
  done: 'good',
  earlier: 'good',
  skipped: 'warning',
  failed: 'bad',
  waiting: 'quiet',
};

/** A survey in one screen of a terminal: plain text, no line wider than 80 columns. */
export function toSurveyTable(given: Survey, paint: Painter = plain): string {
  const survey = printableTexts(given);
  const { title, subtitle, answer, ceilings, crossovers, decode, vendor } = surveySummary(survey);
  const warning = adapterWarning(survey.environment.adapter);
  const parts = [
    [
      ...wrap(title, REPORT_WIDTH, '  ').map(line => paint('heading', line)),
      ...wrap(subtitle, REPORT_WIDTH, '  '),
      // The card has it, too.
      ...(warning === null || answer !== null ? [] : [paint('warning', warning)]),
    ],
    answer === null
      ? []
      : [paint('heading', `Answer, from ${answer.session.suite}`), ...cardLines(answerOf(answer), paint)],
    stepLines(survey.steps, paint),
    ceilings.facts.length === 0
      ? []
      : [
          paint('heading', `Ceilings, from ${ceilings.from} (95 % interval)`),
          ...definitions(
            ceilings.facts.map(({ label, text }) => [`  ${label}`, text]),
            REPORT_WIDTH,
          ),
        ],
    crossovers.facts.length === 0
      ? []
      : [
          paint(
            'heading',
            `Density at which a sparse product takes as long as a dense one, ${crossovers.from}`,
          ),
          ...crossovers.facts.flatMap(({ label, text }) => wrap(`  ${label}: ${text}`, REPORT_WIDTH, '    ')),
        ],
    decode === null ? [] : decodeTable(decode, paint),
    vendor === null ? [] : [sideTable(vendor, paint)],
  ];
  const text = parts.filter(lines => lines.length > 0).map(lines => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function stepLines(steps: readonly SurveyStep[], paint: Painter): readonly string[] {
  const width = Math.max(...steps.map(({ id }) => id.length)) + 4;
  return [
    paint('heading', 'Steps'),
    ...steps.flatMap(({ id, state, outcome }) => {
      const [first = '', ...rest] = labelled(`  ${id}`, outcome, width, REPORT_WIDTH);
      return [first.replace(id, paint(STATE_TONES[state], id)), ...rest];
    }),
  ];
}
