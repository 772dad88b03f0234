import type { Answer } from '../../answer/answer.ts';
import { cardRows } from '../../answer/card-rows.ts';
import { code, escaped } from './markdown-text.ts';

/** The answer card: what it describes where that is no GPU, the answer, and a list of what follows from it. */
export function cardSection(answer: Answer): string {
  const { question, warning, headline, capabilityText } = answer;
  const rows = cardRows(answer).map(({ label, text, command }) => {
    const said = [escaped(text), command === '' ? '' : code(command)].filter(part => part !== '');
    return `- ${escaped(label)}: ${said.join(' ')}`;
  });
  return [
    ...(warning === null ? [] : [`**${escaped(warning)}**`]),
    escaped(question),
    `**${escaped(headline)}** ${escaped(capabilityText)}`.trim(),
    rows.join('\n'),
  ].join('\n\n');
}
