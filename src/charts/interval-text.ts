import { formatInterval } from '../core/interval.ts';
import { durationColumn, siColumn } from '../core/units.ts';

/** "1.23 (1.20–1.26)"; n/a where there is no value. */
export function withInterval(value: number | null, low: number | null, high: number | null): string {
  return value === null ? 'n/a' : formatInterval(value, low, high);
}

/** A column of numbers that share one unit: its name, and how its numbers print. */
export interface UnitColumn {
  readonly unit: string;
  print(value: number, low?: number, high?: number): string;
}

export function rateColumn(values: readonly number[], unit: string): UnitColumn {
  const { divisor, prefix } = siColumn(values);
  return scaled(divisor, `${prefix}${unit}`);
}

export function timeColumn(valuesNs: readonly number[]): UnitColumn {
  const { divisor, unit } = durationColumn(valuesNs);
  return scaled(divisor, unit);
}

export function percentColumn(): UnitColumn {
  return scaled(0.01, '%');
}

function scaled(divisor: number, unit: string): UnitColumn {
  return {
    unit,
    print: (value, low, high) =>
      withInterval(
        value / divisor,
        low === undefined ? null : low / divisor,
        high === undefined ? null : high / divisor,
      ),
  };
}
