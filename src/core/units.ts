/** The only place that converts and prints times, sizes, counts and rates. SI throughout; binary for memory sizes. */

export const NS_PER_MS = 1e6;
export const NS_PER_S = 1e9;
export const MS_PER_S = 1e3;

/** Amount ÷ time. @param ns of one execution */
export function perSecond(amount: number, ns: number): number {
  return (amount / ns) * NS_PER_S;
}

/** Three significant digits without exponent for the range people read: 0.00123, −1.23, 12.3, 123, 1,230. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return 'n/a';
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  const isReadable = magnitude >= -6 && magnitude <= 14;
  const plain = isReadable
    ? rounded.toFixed(Math.max(0, digits - 1 - magnitude))
    : rounded.toExponential(digits - 1);
  return withMinus(grouped(plain));
}

/** "-1.5e-7" → "−1.5e−7". */
function withMinus(text: string): string {
  return text.replaceAll('-', '\u2212');
}

/** Thousands apart, before the point only: "-12345.678" → "-12,345.678". */
function grouped(text: string): string {
  return text.replace(/\d(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '$&,');
}

const SI_PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** 4.21 TB/s, 83.0 GFLOP/s, 512 B. */
export function formatSi(value: number, unit: string): string {
  if (!Number.isFinite(value)) return 'n/a';
  const { scaled, prefix } = siScale(value);
  return `${formatNumber(scaled)} ${prefix}${unit}`;
}

/** The divisor and prefix that a whole column of values shares, chosen by its largest. */
export function siColumn(values: readonly number[]): { readonly divisor: number; readonly prefix: string } {
  const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  const { divisor, prefix } = siScale(largest);
  return { divisor, prefix };
}

function siScale(value: number): { scaled: number; divisor: number; prefix: string } {
  let index = 0;
  let divisor = 1;
  while (Number((Math.abs(value) / divisor).toPrecision(3)) >= 1000 && index < SI_PREFIXES.length - 1) {
    divisor *= 1000;
    index++;
  }
  return { scaled: value / divisor, divisor, prefix: SI_PREFIXES[index]! };
}

export function formatBytesPerSecond(value: number): string {
  return formatSi(value, 'B/s');
}

export function formatFlopsPerSecond(value: number): string {
  return formatSi(value, 'FLOP/s');
}

/** Of integers. */
export function formatOperationsPerSecond(value: number): string {
  return formatSi(value, 'OP/s');
}

/** Memory sizes: 64 KiB, 256 MiB, 1.50 GiB. */
export function formatMemory(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'n/a';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let index = 0;
  let scaled = bytes;
  while (scaled >= 1024 && index < units.length - 1) {
    scaled /= 1024;
    index++;
  }
  return `${Number.isInteger(scaled) ? scaled : formatNumber(scaled)} ${units[index]}`;
}

/** 830 ns, 12.3 µs, 4.56 ms, 1.20 s. */
export function formatDuration(ns: number): string {
  if (!Number.isFinite(ns)) return 'n/a';
  const { divisor, unit } = durationColumn([ns]);
  return `${formatNumber(ns / divisor)} ${unit}`;
}

/** One unit for a column of durations, chosen so that its smallest value is at least 0.1 of it where possible. */
export function durationColumn(values: readonly number[]): {
  readonly divisor: number;
  readonly unit: string;
} {
  const positive = values.filter(value => Number.isFinite(value) && value > 0);
  const smallest = positive.length > 0 ? Math.min(...positive) : 0;
  if (smallest >= NS_PER_S) return { divisor: NS_PER_S, unit: 's' };
  if (smallest >= 1e5 * 10) return { divisor: NS_PER_MS, unit: 'ms' };
  if (smallest >= 1000) return { divisor: 1e3, unit: 'µs' };
  return { divisor: 1, unit: 'ns' };
}

/** "38 s", "2 min 5 s", for people waiting. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / MS_PER_S));
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** 0.9 → "90.0 %". */
export function formatShare(ratio: number): string {
  return Number.isFinite(ratio) ? `${formatNumber(ratio * 100)} %` : 'n/a';
}

/** 104857 → "104,857". */
export function formatCount(value: number): string {
  return withMinus(grouped(Math.round(value).toString()));
}

/** "4,096 × 4,096"; of a product with several right-hand sides M × K × N. */
export function formatShape(...sizes: readonly number[]): string {
  return sizes.map(formatCount).join(' × ');
}

/** "1.00 ms" → "1 ms", for round values such as the ticks of an axis. */
export function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?!\d)/, '$1').replace(/\.(?!\d)/, '');
}

const BEFORE_UNIT = /(\d\)?) (?=(%|[kMGTP]?(B|FLOP)(\/s)?|[KMGT]iB|ns|µs|ms|s|min|×)(?![a-zA-Z]))/g;

/** Ties a number to its unit, so that no line breaks between them. */
export function keepUnits(text: string): string {
  return text.replace(BEFORE_UNIT, '$1\u00a0');
}
