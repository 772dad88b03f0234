import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { answerOf } from '../answer/answer.ts';
import { committedInput } from '../answer/testing/inputs.ts';
import { cardLines } from './table/table-card.ts';

const SHOWN = 'results/nvidia-h200/2026-11-27-quick-node-5a1aed5e.json';

it('README opens with the card of a committed run, as `report` prints it first', async () => {
  const card = cardLines(answerOf(await committedInput(SHOWN))).join('\n');
  const [, shown] = /```\n(.*?)\n```/s.exec(readFileSync('README.md', 'utf8'))!;
  expect(shown, `npm run -s ridgepoint -- report ${SHOWN}`).toBe(card);
});
