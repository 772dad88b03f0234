import type { Answer } from './answer.ts';

/** A labelled line of the card. */
export interface CardRow {
  readonly id: 'why' | 'sure' | 'model' | 'step' | 'matrix' | 'kernel';
  readonly label: string;
  /** Empty where the command is all there is to say. */
  readonly text: string;
  /** To be typed; empty where there is none. */
  readonly command: string;
}

/** Of many matrices or kernels so many have a line; all of them have tables of their own. */
const MOST_LINES = 2;

/** What every form of the card says under its headline, in this order. */
export function cardRows(answer: Answer): readonly CardRow[] {
  const { reason, certainty, model, step, matrices, kernels } = answer;
  const kernelRows = kernels.map(({ text, command }) => row('kernel', 'Your kernel', text, command));
  if (answer.asked === 'kernel') return raceRows(kernelRows);
  return [
    ...(reason === null ? [] : [row('why', 'Why', reason)]),
    row('sure', 'How sure', certainty.text),
    ...(model ? [row('model', 'Your model', `${model.subject} ${model.text}`)] : []),
    row('step', 'Measured', step?.text ?? 'No decode step was timed; the suite decode times one.'),
    ...fewRows(matrices.map(({ name, text }) => row('matrix', 'Your matrix', `${name}, ${text}`))),
    ...fewRows(kernelRows),
  ];
}

/** The headline says of the first how it went; what is left is how to repeat it. */
function raceRows([first, ...others]: readonly CardRow[]): readonly CardRow[] {
  return first === undefined ? [] : [{ ...first, label: 'Again', text: '' }, ...fewRows(others)];
}

function row(id: CardRow['id'], label: string, text: string, command = ''): CardRow {
  return { id, label, text, command };
}

function fewRows(rows: readonly CardRow[]): readonly CardRow[] {
  const [first] = rows;
  const rest = rows.length - MOST_LINES;
  if (first === undefined || rest <= 0) return rows;
  return [...rows.slice(0, MOST_LINES), { ...first, text: `And ${rest} more in this run.`, command: '' }];
}
