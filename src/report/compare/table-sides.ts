import type { SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import type { Painter, Tone } from '../table/colour.ts';
import { alignColumns, type Column, REPORT_WIDTH, wrap } from '../table/text.ts';
import {
  counted,
  deviationText,
  launchesText,
  outcomeText,
  overallText,
  ratioText,
  sidesTitle,
  unlikeTexts,
} from './compare-words.ts';

import { type Lines, toned } from './lines.ts';

/** Two sides for a terminal. */

const SIDE_COLUMNS: readonly Column[] = [
  { header: '  kernel', align: 'left', flexible: true },
  { header: 'cases', align: 'right' },
  { header: 'times as long', align: 'left' },
  { header: 'so it is', align: 'left' },
];

export function sideLines(sides: SidesComparison, paint: Painter, most: number): Lines {
  const { overall, kernels } = sides;
  const shown = kernels.length > most ? [...kernels.slice(0, most - 1), kernels.at(-1)!] : kernels;
  const tone: Tone = overall.outcome === 'slower' ? 'bad' : overall.outcome === 'faster' ? 'good' : 'strong';
  const launches = launchesText(sides);
  const hasOther = kernels.some(({ otherLaunches }) => otherLaunches > 0);
  const [head = '', ...rows] = alignColumns(
    SIDE_COLUMNS,
    shown.map(kernel => [
      `  ${kernel.kernelId}${kernel.otherLaunches > 0 ? ' *' : ''}`,
      `${kernel.caseCount}`,
      ratioText(kernel),
      outcomeText(kernel, kernels.length),
    ]),
    REPORT_WIDTH,
  );
  const rest = kernels.length - shown.length;
  return [
    ...toned(sidesTitle(sides), 'heading', paint),
    ...toned(`Over all: ${overall.outcome}. ${overallText(sides)}`, tone, paint),
    ...wrap(deviationText(sides), REPORT_WIDTH),
    ...(launches === null ? [] : toned(`${hasOther ? '* ' : ''}${launches}`, 'warning', paint)),
    paint('quiet', head),
    ...rows,
    ...(rest > 0
      ? [paint('quiet', `  ${counted(rest, 'kernel')} between the slowest and the fastest not shown`)]
      : []),
  ];
}

export function caseLines(sides: SidesComparison, paint: Painter): Lines {
  const columns: Column[] = [
    { header: '  case', align: 'left', flexible: true },
    { header: 'runs', align: 'right' },
    { header: 'times as long', align: 'left' },
    { header: 'launch', align: 'left' },
  ];
  const rows = sides.cases.map(timed => [
    `  ${timed.address}`,
    timed.runCounts.join(' / '),
    ratioText(timed),
    timed.sameLaunch === null ? 'not known' : timed.sameLaunch ? 'same' : 'other',
  ]);
  return [paint('heading', 'Cases'), ...alignColumns(columns, rows, REPORT_WIDTH)];
}

export function unlikeLines(sides: SidesComparison, paint: Painter): Lines {
  const texts = unlikeTexts(sides);
  return texts.length === 0
    ? []
    : [
        paint('heading', 'Compared with nothing'),
        ...texts.flatMap(text => wrap(`  ${text}`, REPORT_WIDTH, '    ')),
      ];
}
