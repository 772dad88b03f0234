import { distinctRuns, filterRuns, type RunFilter } from '../../analysis/compare/machines/choose-runs.ts';
import type { Machine } from '../../analysis/compare/machines/machine.ts';
import { type TrustedFigure, trustedFigure } from '../../analysis/compare/machines/trust.ts';
import { groupBy } from '../../analysis/evidence/usable.ts';
import { bytesPerToken, type ModelChoice, modelSize } from '../../answer/model-size.ts';
import type { IndexedRun } from '../../corpus/read-tables.ts';

/** A run that the page knows of. */
export interface ListedRun extends IndexedRun {
  readonly source: 'kept' | 'opened' | 'collector' | 'corpus';
}

/** One machine in the list, by its newest run. */
export interface MachineLine {
  readonly machine: Machine;
  /** Newest first. */
  readonly runs: readonly ListedRun[];
  /** The newest that measured how fast it reads, else the newest. */
  readonly shown: ListedRun;
  readonly read: TrustedFigure | null;
  readonly fma: TrustedFigure | null;
}

/** Every machine, in the order of their newest runs. */
export function machineLines(all: readonly ListedRun[]): readonly MachineLine[] {
  const runs = distinctRuns(ownFirst(all));
  // Trust looks at no run of another model, and a corpus has thousands of them.
  const models = groupBy(runs, ({ machine }) => `${machine.modelId} ${machine.class}`);
  return [...groupBy(runs, ({ machine }) => machine.id).values()].map(own => {
    const { machine } = own[0]!;
    const ofModel = withoutCases(models.get(`${machine.modelId} ${machine.class}`)!);
    return {
      machine,
      runs: own,
      shown: shownOf(own),
      read: trustedFigure(machine, ofModel, ({ read }) => read),
      fma: trustedFigure(machine, ofModel, ({ fma }) => fma),
    };
  });
}

/** Machines with a run that passes, each by its newest that does. */
export function filteredLines(lines: readonly MachineLine[], filter: RunFilter): readonly MachineLine[] {
  if (Object.keys(filter).length === 0) return lines;
  return lines.flatMap(line => {
    const runs = filterRuns(line.runs, filter);
    return runs.length === 0 ? [] : [{ ...line, runs, shown: shownOf(runs) }];
  });
}

export type LineOrder = 'name' | 'read' | 'fma' | 'tokens' | 'crossover' | 'date';

/** What is not known comes last, whichever way; simulated devices after all others. */
export function sortedLines(
  lines: readonly MachineLine[],
  order: LineOrder,
  isDescending: boolean,
): readonly MachineLine[] {
  const sign = isDescending ? -1 : 1;
  const keyed = lines.map(line => ({ line, key: sortKey(line, order) }));
  keyed.sort((a, b) => {
    const simulated = Number(a.line.machine.isSimulated) - Number(b.line.machine.isSimulated);
    if (simulated !== 0) return simulated;
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    const difference = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return sign * difference || (a.line.machine.id < b.line.machine.id ? -1 : 1);
  });
  return keyed.map(({ line }) => line);
}

function sortKey({ machine, shown, read, fma }: MachineLine, order: LineOrder): string | number | null {
  switch (order) {
    case 'name':
      return machine.name.toLowerCase();
    case 'fma':
      return fma?.value ?? null;
    case 'crossover':
      return shown.crossoverDensity;
    case 'date':
      return shown.startedAt;
    // Whatever the model, the same number of bytes.
    case 'tokens':
      return shown.weightBytesPerSecond;
    case 'read':
      return read?.value ?? null;
  }
}

/** What reading the weights once a token allows a model; null without a rate, or without a model. */
export function tokensPerSecond(
  { weightBytesPerSecond }: Pick<ListedRun, 'weightBytesPerSecond'>,
  choice: ModelChoice,
): number | null {
  const size = modelSize(choice);
  if (weightBytesPerSecond === null || size === null) return null;
  const tokens = weightBytesPerSecond / bytesPerToken(size, choice);
  return Number.isFinite(tokens) ? tokens : null;
}

/**
 * What is compared before anybody has chosen: one run a machine, of hardware first and of what was run here first.
 * @param most so many machines
 */
export function defaultBasket(lines: readonly MachineLine[], most: number): readonly string[] {
  const rank = ({ machine, shown }: MachineLine): number =>
    2 * Number(machine.class === 'software') + Number(shown.source === 'corpus');
  return sortedLines(
    lines.filter(({ machine, shown }) => !machine.isSimulated && shown.read !== null),
    'read',
    true,
  )
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, most)
    .map(({ shown }) => shown.sha256);
}

function shownOf(own: readonly ListedRun[]): ListedRun {
  return own.find(({ read }) => read !== null) ?? own[0]!;
}

/** Of two entries for one run, the one that says that it lies here. */
function ownFirst(runs: readonly ListedRun[]): readonly ListedRun[] {
  const rank = { kept: 3, opened: 2, collector: 1, corpus: 0 } as const;
  return runs.toSorted((a, b) => rank[a.source] - rank[b.source]);
}

function withoutCases(runs: readonly ListedRun[]) {
  return runs.map(run => ({ ...run, cases: [] }));
}
