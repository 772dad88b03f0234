import { formatNumber } from './units.ts';

/**
 * A value with its 95 % interval, in the one notation of all outputs: "4.21 TB/s (4.17–4.25)", "−0.03 (−0.1 to 0.04)"; an
 * end that is not known is left open: "21.0 % (over 19.2)". Without both ends the value alone.
 * @param format prints a number, a space and a unit, or a number alone
 */
export function formatInterval(
  value: number,
  low: number | null,
  high: number | null,
  format: (value: number) => string = formatNumber,
): string {
  const [own, ownUnit] = parted(format(value));
  const shown = ownUnit === '' ? own : `${own} ${ownUnit}`;
  const isOpen = (bound: number | null): bound is null => bound === null || !Number.isFinite(bound);
  if (!Number.isFinite(value) || (isOpen(low) && isOpen(high))) return shown;
  // A unit stands once where it is the same.
  const isOne = [low, high].every(bound => isOpen(bound) || parted(format(bound))[1] === ownUnit);
  const end = (bound: number): string => (isOne ? parted(format(bound))[0] : format(bound));
  if (isOpen(low)) return `${shown} (under ${end(high!)})`;
  if (isOpen(high)) return `${shown} (over ${end(low)})`;
  const isPlain = low >= 0 && high >= 0;
  return `${shown} (${end(low)}${isPlain ? '–' : ' to '}${end(high)})`;
}

function parted(text: string): [number: string, unit: string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}
