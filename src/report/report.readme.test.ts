import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compareSides } from '../analysis/compare/sides/compare-sides.ts';
import { sideRun } from '../analysis/compare/sides/side.ts';
import { answerOf } from '../answer/answer.ts';
import { DEFAULT_CHOICE } from '../answer/model-size.ts';
import { committedInput, committedPaths } from '../answer/testing/inputs.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { toCompareTable } from './compare/compare-table.ts';
import { comparisonOf } from './compare/comparison.ts';
import { cardLines } from './table/table-card.ts';

const SHOWN = 'results/nvidia-h200/2026-11-27-quick-node-5a1aed5e.json';

it('README opens with the card of a committed run, as `report` prints it first', async () => {
  const card = cardLines(answerOf(await committedInput(SHOWN))).join('\n');
  const [, shown] = /```\n(.*?)\n```/s.exec(readFileSync('README.md', 'utf8'))!;
  expect(shown, `npm run -s ridgepoint -- report ${SHOWN}`).toBe(card);
});

it('README shows how a comparison of the committed runs of both software adapters begins', async () => {
  const paths = committedPaths().filter(path => /swiftshader|llvmpipe/.test(path));
  const files = await Promise.all(paths.map(committedInput));
  const isFirst = ({ environment }: ResultFile) => environment.adapter.vendor === 'google';
  const sides = compareSides(
    files.filter(isFirst).map(sideRun),
    files.filter(file => !isFirst(file)).map(sideRun),
  );
  const compared = files.map(file => ({ file, origin: 'others', standing: 'checked' }) as const);
  const options = { choice: DEFAULT_CHOICE, differences: false, sides, notes: [] };
  const text = toCompareTable(comparisonOf(compared, options), { full: false });
  const section = readFileSync('README.md', 'utf8').split('## Machines side by side')[1]!;
  const [, shown] = /```\n(.*?)\n```/s.exec(section)!;
  expect(shown!.split('\n').length).toBeLessThanOrEqual(12);
  expect(text.startsWith(`${shown}\n`), text).toBe(true);
});
