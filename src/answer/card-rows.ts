import type { Answer } from './answer.ts';

/** A labelled line of the card. */
export interface CardRow {
  readonly id: 'why' | 'sure' | 'model' | 'step' | 'matrix' | 'kernel';
  readonly label: string;
  readonly text: string;
  /** To be typed; empty where there is none. */
  readonly command: string;
}

/** Of many matrices or kernels so many have a line; the report has all of them. */
const MOST_LINES = 2;

/** What every form of the card says under its headline, in this order. */
export function cardRows(answer: Answer): readonly CardRow[] {
  const { reason, certainty, model, step, matrices, kernels } = answer;
  const kernelRows = fewRows(kernels.map(({ text, command }) => row('kernel', 'Your kernel', text, command)));
  if (answer.asked === 'kernel') return raceRows(answer);
  return [
    ...(reason === null ? [] : [row('why', 'Why', reason)]),
    row('sure', 'How sure', certainty.text),
    ...(model ? [row('model', 'Your model', `${model.subject} ${model.text}`)] : []),
    row('step', 'Measured', step?.text ?? 'No decode step was timed here; the suite decode times one.'),
    ...fewRows(matrices.map(({ name, text }) => row('matrix', 'Your matrix', `${name}, ${text}`))),
    ...kernelRows,
  ];
}

/** The headline has said which is faster on the first problem. */
function raceRows({ kernels }: Answer): readonly CardRow[] {
  return fewRows(
    kernels.map(({ problem, text, command }, index) =>
      index === 0
        ? row('kernel', 'Raced on', problem, command)
        : row('kernel', 'Your kernel', `On ${problem}: ${text}`, command),
    ),
  );
}

function row(id: CardRow['id'], label: string, text: string, command = ''): CardRow {
  return { id, label, text, command };
}

function fewRows(rows: readonly CardRow[]): readonly CardRow[] {
  const [first] = rows;
  const rest = rows.length - MOST_LINES;
  if (first === undefined || rest <= 0) return rows;
  return [...rows.slice(0, MOST_LINES), { ...first, text: `And ${rest} more, in the report.`, command: '' }];
}
