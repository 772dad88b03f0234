import { machineText } from '../../analysis/compare/machines/machine.ts';
import type { Section } from '../../analysis/compare/machines/table.ts';
import type { SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import { estimateText } from '../../analysis/evidence/estimate.ts';
import { rateText } from '../../answer/words.ts';
import { formatDuration, formatShare } from '../../core/units.ts';
import { code, escaped, mdTable } from '../markdown/markdown-text.ts';
import { crossoverText } from '../rows/overview.ts';
import {
  apartText,
  deviationText,
  launchesText,
  outcomeText,
  overallText,
  ratioText,
  regimeText,
  sidesTitle,
  sourceText,
  tokensText,
  unlikeTexts,
} from './compare-words.ts';
import { type Comparison, numberOf } from './comparison.ts';

/** The whole comparison as Markdown. */
export function toCompareMarkdown(comparison: Comparison): string {
  const { sides, table, notes } = comparison;
  const apart = table.apart.map(line => apartText(comparison, line));
  const parts = [
    '# Comparison',
    ...notes.map(escaped),
    ...(sides === null ? [] : sidesParts(sides)),
    ...machineParts(comparison),
    ...table.sections.flatMap(section => sectionParts(comparison, section)),
    ...(apart.length === 0 ? [] : ['## Compared with nothing', bullets(apart)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sidesParts(sides: SidesComparison): readonly string[] {
  const { overall, kernels } = sides;
  const launches = launchesText(sides);
  const unlike = unlikeTexts(sides);
  return [
    `## ${escaped(sidesTitle(sides))}`,
    `**Over all: ${overall.outcome}.** ${escaped(overallText(sides))} ${escaped(deviationText(sides))}`,
    ...(launches === null ? [] : [escaped(launches)]),
    mdTable(
      ['kernel', 'cases', 'times as long', 'so it is'],
      kernels.map(kernel => [
        code(kernel.kernelId),
        `${kernel.caseCount}`,
        ratioText(kernel),
        outcomeText(kernel, kernels.length),
      ]),
      1,
    ),
    ...(unlike.length === 0 ? [] : [bullets(unlike)]),
  ];
}

function machineParts({ machines }: Comparison): readonly string[] {
  const model = machines.flatMap(({ answer }) => answer?.model?.subject ?? [])[0];
  const rows = machines.map((answer, index) => [
    `${index + 1}`,
    escaped(machineText(answer.machine)),
    answer.machine.isSimulated ? 'simulated' : answer.machine.class,
    `${answer.runs.length}`,
    answer.read === null
      ? 'n/a'
      : `${rateText(answer.read, 'B/s')}${sourceText(answer) === null ? '' : `, ${sourceText(answer)}`}`,
    answer.fma === null ? 'n/a' : rateText(answer.fma, 'FLOP/s'),
    regimeText(answer),
    escaped(answer.answer?.headline ?? ''),
    tokensText(answer),
    answer.crossovers.map(series => escaped(`${series.pattern}: ${crossoverText(series)}`)).join('; '),
    answer.claims.map(({ finding }) => `${escaped(finding.id)} ${finding.status}`).join(', '),
  ]);
  return [
    '## Machines',
    mdTable(
      [
        '',
        'machine',
        'class',
        'runs',
        'reads',
        'calculates',
        'limited by',
        'in words',
        `tokens/s${model === undefined ? '' : `, ${escaped(model)}`}`,
        'sparse as fast as dense',
        'claims',
      ],
      rows,
    ),
  ];
}

function sectionParts(comparison: Comparison, section: Section): readonly string[] {
  const rows = section.rows.flatMap(({ kernelId, cells }) =>
    cells.flatMap((cell, index) =>
      cell === null
        ? []
        : [
            [
              code(kernelId),
              `${numberOf(comparison, section.machines[index]!)}`,
              estimateText(cell.time, formatDuration),
              cell.flopsPerSecond === null ? 'n/a' : rateText(cell.flopsPerSecond, 'FLOP/s'),
              cell.bytesPerSecond === null ? 'n/a' : rateText(cell.bytesPerSecond, 'B/s'),
              cell.shareOfRoof === null ? 'n/a' : formatShare(cell.shareOfRoof),
              cell.launch,
            ],
          ],
    ),
  );
  return [
    `## ${escaped(section.title)}`,
    mdTable(['kernel', 'machine', 'time', 'FLOP/s', 'B/s', 'of roof', 'launch'], rows),
  ];
}

function bullets(texts: readonly string[]): string {
  return texts.map(text => `- ${escaped(text)}`).join('\n');
}
