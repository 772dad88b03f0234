import type { Apart } from '../../analysis/compare/machines/apart.ts';
import { machineText } from '../../analysis/compare/machines/machine.ts';
import type { Cell } from '../../analysis/compare/machines/table.ts';
import type { KernelRatio, Side, SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import { LEAST_RUNS } from '../../analysis/compare/sides/effect.ts';
import { type RatioOutcome, SAME_WITHIN } from '../../analysis/compare/sides/outcome.ts';
import { estimateText } from '../../analysis/evidence/estimate.ts';
import { rateText } from '../../answer/words.ts';
import { formatNumber, formatShare } from '../../core/units.ts';
import { type Comparison, numberOf } from './comparison.ts';
import type { MachineAnswer } from './machine-answers.ts';

/** The sentences of comparisons, the same in every form. */

export const REGIME_WORDS = {
  bandwidth: 'memory speed',
  compute: 'arithmetic',
  dispatch: 'launching',
  none: 'none of them',
  undecided: 'undecided',
} as const;

/** An end further from the value than this factor says nothing but that it is open. */
const OPEN_FROM = 100;

/** "1.31 (1.28–1.35)", with four digits where the two are close; "0.57 (0–∞)" where hardly anything is known. */
export function ratioText({ ratio: { value, low, high } }: Pick<RatioOutcome, 'ratio'>): string {
  const digits = (number: number) => formatNumber(number, Math.abs(number - 1) < 0.1 ? 4 : 3);
  const lowText = low * OPEN_FROM < value ? '0' : digits(low);
  const highText = high > OPEN_FROM * value ? '∞' : digits(high);
  return `${digits(value)} (${lowText}–${highText})`;
}

/** "1 run", "3 runs". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function sideText({ machine, runs }: Side): string {
  return `${machineText(machine)} (${counted(runs.length, 'run')})`;
}

/** "X, node (3 runs) against Y, node (3 runs)". */
export function sidesTitle({ a, b }: SidesComparison): string {
  return a.machine.id === b.machine.id
    ? `${machineText(b.machine)}: ${counted(b.runs.length, 'run')} against a baseline of ${a.runs.length}`
    : `${sideText(b)} against ${sideText(a)}`;
}

export function overallText({ overall, cases, kernels }: SidesComparison): string {
  const what = `${counted(cases.length, 'case')} of ${counted(kernels.length, 'kernel')}`;
  return `${what} ${cases.length === 1 ? 'takes' : 'take'} ${ratioText(overall)} times as long, by geometric mean.`;
}

const SOURCE_WORDS = {
  runs: 'measured',
  'other-side': 'measured',
  stated: 'assumed',
  'two-runs': 'between two of them',
} as const;

/** What the intervals hold. */
export function deviationText({ a, b }: SidesComparison): string {
  const part = ({ deviation: { value, source } }: Side): string =>
    value === 0 ? 'nothing beyond what varies within them' : `${formatShare(value)} ${SOURCE_WORDS[source]}`;
  const parts = [...new Set([part(b), part(a)])].join(' and ');
  const few = [a, b].some(({ deviation }) => deviation.source === 'stated' || deviation.source === 'two-runs')
    ? ` Fewer than ${LEAST_RUNS} runs of a machine do not show how far they lie apart.`
    : '';
  const edge = formatNumber(100 * (SAME_WITHIN - 1), 1);
  return `Between runs: ${parts}.${few} Within ±${edge} % is the same; 95 % intervals.`;
}

/** Null where all launches were the same. */
export function launchesText({ cases }: SidesComparison): string | null {
  const other = cases.filter(({ sameLaunch }) => sameLaunch === false).length;
  const unknown = cases.filter(({ sameLaunch }) => sameLaunch === null).length;
  const sentences = [
    ...(other === 0
      ? []
      : [
          `${other} of ${counted(cases.length, 'case')} executed another launch on each side: the programs differ, not the machine alone.`,
        ]),
    ...(unknown === 0
      ? []
      : [`Of ${counted(unknown, 'case')} it is not known whether the launches were the same.`]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** "undecided, among 9 kernels". */
export function outcomeText(kernel: KernelRatio, kernelCount: number): string {
  return kernel.isOneOfMany ? `undecided among ${kernelCount} kernels` : kernel.outcome;
}

export function unlikeTexts({ unlike }: Pick<SidesComparison, 'unlike'>): readonly string[] {
  return unlike.map(({ side, count, reason, example }) => {
    const where = side === 'a' ? 'baseline' : 'other side';
    return `${counted(count, 'case')} of the ${where}: ${reason} (${example})`;
  });
}

export function apartText(comparison: Comparison, { machine, count, reason, example }: Apart): string {
  return `${counted(count, 'case')} of ${numberOf(comparison, machine)}: ${reason} (${example})`;
}

/** Where the figures are those of other machines; null where they are its own. */
export function sourceText({ read, fma }: MachineAnswer): string | null {
  const source = read?.source === 'model' ? read : fma?.source === 'model' ? fma : null;
  if (source === null) return null;
  const { length } = source.runs;
  return length === 1 ? 'as another machine of that model' : `the median of ${length} machines of that model`;
}

/** "955 (954–955)"; "n/a" where no rate of memory was measured. */
export function tokensText({ answer }: MachineAnswer): string {
  const memory = answer?.model?.memory;
  return memory ? estimateText(memory) : 'n/a';
}

export function regimeText({ answer }: MachineAnswer): string {
  return answer === null ? 'n/a' : REGIME_WORDS[answer.regime];
}

/** "4.16 TB/s 103 %, other launch". @param unit the rate that is shown */
export function cellText(cell: Cell | null, unit: 'B/s' | 'FLOP/s'): string {
  if (cell === null) return '–';
  const rate = unit === 'B/s' ? cell.bytesPerSecond : cell.flopsPerSecond;
  const share = cell.shareOfRoof === null ? '' : ` ${formatShare(cell.shareOfRoof)}`;
  const mark = { same: '', other: ' *', unknown: ' ?' }[cell.launch];
  return rate === null
    ? 'n/a'
    : `${rateText({ ...rate, low: Number.NaN, high: Number.NaN }, unit)}${share}${mark}`;
}
