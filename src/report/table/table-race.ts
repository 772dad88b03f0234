import type { RaceOutcome } from '../../analysis/compare/race.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { RACE_NOTE, type RaceBlock, raceBlocks } from '../rows/race-rows.ts';
import type { Painter, Tone } from './colour.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

const OUTCOME_TONES: Readonly<Record<RaceOutcome, Tone>> = {
  faster: 'good',
  slower: 'bad',
  undecided: 'warning',
};

/** One block a problem; nothing where the run was no race. */
export function raceTables(
  file: ResultFile,
  paint: Painter,
  { isUnderCard }: { readonly isUnderCard: boolean },
): readonly string[][] {
  const blocks = raceBlocks(file, isUnderCard);
  return blocks.length === 0
    ? []
    : [...blocks.map(block => blockLines(block, paint)), wrap(RACE_NOTE, REPORT_WIDTH)];
}

function blockLines({ title, rows, sentence, picking, result }: RaceBlock, paint: Painter): string[] {
  const table = alignColumns(
    [
      { header: '', align: 'left', flexible: true },
      { header: 'format', align: 'left' },
      { header: 'time', align: 'right' },
    ],
    rows.map(({ kernel, format, time }) => [`  ${kernel}`, format, time]),
    REPORT_WIDTH,
  );
  return [
    ...wrap(title, REPORT_WIDTH, '  ').map(line => paint('heading', line)),
    ...table.slice(1),
    ...wrap(`  ${sentence}`, REPORT_WIDTH, '    ').map(line => paint(OUTCOME_TONES[result.outcome], line)),
    ...(picking === '' ? [] : wrap(`  ${picking}`, REPORT_WIDTH, '    ')),
  ];
}
