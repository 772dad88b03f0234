import type { Answer } from '../../../answer/answer.ts';
import { cardSection } from '../../../report/markdown/markdown-card.ts';
import { escaped } from '../../../report/markdown/markdown-text.ts';

/** The answer card with the link to its run, in at most 20 lines. */
export function shareMarkdown(answer: Answer, link: string): string {
  return `${cardSection(answer)}\n\nRidgepoint · ${escaped(answer.origin)} · [the run](${link})\n`;
}
