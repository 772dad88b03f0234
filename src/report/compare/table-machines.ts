import { machineText } from '../../analysis/compare/machines/machine.ts';
import { formatSi } from '../../core/units.ts';
import { crossoverText } from '../rows/overview.ts';
import type { Painter } from '../table/colour.ts';
import { alignColumns, type Column, REPORT_WIDTH } from '../table/text.ts';
import { regimeText, sourceText, tokensText } from './compare-words.ts';
import type { Comparison } from './comparison.ts';

import { type Lines, toned } from './lines.ts';

/** What machines answer, side by side. */

/** Rates without their intervals, for which there is no room: the other formats have them. */
export function machineLines({ machines }: Comparison, paint: Painter): Lines {
  const model = machines.flatMap(({ answer }) => answer?.model?.subject ?? [])[0];
  const columns: Column[] = [
    { header: '', align: 'right' },
    { header: 'machine', align: 'left', flexible: true },
    { header: 'runs', align: 'right' },
    { header: 'reads', align: 'right' },
    { header: 'calculates', align: 'right' },
    { header: 'limited by', align: 'left' },
    { header: 'tokens/s', align: 'right' },
  ];
  const rate = (value: number | undefined, unit: string) =>
    value === undefined ? 'n/a' : formatSi(value, unit);
  const rows = machines.map((answer, index) => [
    `${index + 1}`,
    `${machineText(answer.machine)}${answer.machine.isSimulated ? ' (simulated)' : ''}`,
    `${answer.runs.length}`,
    rate(answer.read?.value, 'B/s'),
    rate(answer.fma?.value, 'FLOP/s'),
    regimeText(answer),
    tokensText(answer).replace(/ \(.*/, ''),
  ]);
  const [head = '', ...lines] = alignColumns(columns, rows, REPORT_WIDTH);
  const sources = machines.flatMap((answer, index) => {
    const source = sourceText(answer);
    return source === null ? [] : [`${index + 1} reads and calculates ${source}.`];
  });
  const hasSoftware = machines.some(({ machine }) => machine.class === 'software');
  const asides = [
    ...(model === undefined ? [] : [`tokens/s: ${model}, as far as memory allows.`]),
    ...(hasSoftware ? ['Software adapters: their numbers describe CPUs.'] : []),
    ...sources,
  ];
  return [paint('heading', head), ...lines, ...toned(asides.join(' '), 'quiet', paint)];
}

/** @param most patterns of a machine */
export function crossoverLines({ machines }: Comparison, paint: Painter, most: number): Lines {
  const rows = machines.flatMap(({ crossovers }, index) =>
    crossovers
      .slice(0, most)
      .map(series => [`  ${index + 1}`, series.pattern, series.kernelId, crossoverText(series)]),
  );
  if (rows.length === 0) return [];
  const columns: Column[] = ['left', 'left', 'left', 'left'].map(() => ({ header: '', align: 'left' }));
  const [, ...lines] = alignColumns(
    [columns[0]!, { ...columns[1]!, flexible: true }, columns[2]!, columns[3]!],
    rows,
    REPORT_WIDTH,
  );
  return [paint('heading', 'Density at which a sparse product takes as long as a dense one'), ...lines];
}

export function claimLines({ machines }: Comparison, paint: Painter): Lines {
  const ids = [...new Set(machines.flatMap(({ claims }) => claims.map(({ finding }) => finding.id)))];
  if (ids.length === 0) return [];
  const columns: Column[] = [
    { header: '  claim', align: 'left', flexible: true },
    ...machines.map((_, index): Column => ({ header: `${index + 1}`, align: 'left' })),
  ];
  const rows = ids.map(id => [
    `  ${id}`,
    ...machines.map(({ claims }) => claims.find(({ finding }) => finding.id === id)?.finding.status ?? 'n/a'),
  ]);
  return [paint('heading', 'Claims'), ...alignColumns(columns, rows, REPORT_WIDTH)];
}
