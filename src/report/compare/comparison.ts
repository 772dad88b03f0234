import type { ComparedRun } from '../../analysis/compare/machines/compared-run.ts';
import {
  type ComparisonTable,
  comparisonTable,
  differencesOnly,
} from '../../analysis/compare/machines/table.ts';
import type { SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import type { ModelChoice } from '../../answer/model-size.ts';
import { type ComparedFile, type MachineAnswer, machineAnswers, runsOf } from './machine-answers.ts';

/** Everything that a comparison says, before it has a form. */
export interface Comparison {
  readonly machines: readonly MachineAnswer[];
  readonly table: ComparisonTable;
  /** Null where no two sides were asked for, or have nothing in common. */
  readonly sides: SidesComparison | null;
  /** What was left out, added or assumed before, in sentences. */
  readonly notes: readonly string[];
}

export interface ComparisonOptions {
  readonly choice: ModelChoice;
  readonly differences: boolean;
  readonly sides: SidesComparison | null;
  readonly notes: readonly string[];
}

export function comparisonOf(files: readonly ComparedFile[], options: ComparisonOptions): Comparison {
  const { choice, differences, sides, notes } = options;
  const table = comparisonTable(runsOf(files));
  return {
    machines: machineAnswers(files, choice),
    table: differences ? differencesOnly(table) : table,
    sides,
    notes,
  };
}

/** Machines are named by their place in the list, from 1. */
export function numberOf(
  { machines }: Pick<Comparison, 'machines'>,
  machine: ComparedRun['machine'],
): number {
  return machines.findIndex(({ machine: { id } }) => id === machine.id) + 1;
}
