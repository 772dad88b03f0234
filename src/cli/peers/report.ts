import {
  type Block,
  type Comparison,
  METHODS,
  type Method,
  type PeerRatio,
  type PeerRow,
} from '../../../bench/peers/comparison.ts';
import { adapterName, adapterWarning } from '../../core/environment.ts';
import { formatInterval } from '../../core/interval.ts';
import { printableJson } from '../../core/printable.ts';
import { parseCase } from '../../core/record/address.ts';
import { formatDuration, formatWait } from '../../core/units.ts';
import { escaped, mdTable } from '../../report/markdown/markdown-text.ts';
import { alignColumns, type Column, REPORT_WIDTH, wrap } from '../../report/table/text.ts';

const HEADERS: Readonly<Record<Method, string>> = { call: 'call', row: 'in a row', clock: 'GPU clock' };

const LEGEND = [
  'Time of the peer ÷ ours, median (95 % interval); above 1, ours is faster.',
  'call: as a user calls it, operands on the device, result read back. in a row: calls one after the other with one ' +
    'wait, slope over their number. GPU clock: one call by timestamps. Both sides hot: the same operands every time.',
  'Every output was checked against the same 64-bit reference, before and after.',
];

export const FORMATS = ['table', 'md', 'json'] as const;
export type PeersFormat = (typeof FORMATS)[number];

export function formatComparison(comparison: Comparison, format: PeersFormat): string {
  if (format === 'json') return `${printableJson(comparison, 1)}\n`;
  return format === 'md' ? toMarkdown(comparison) : toTable(comparison);
}

function toTable(comparison: Comparison): string {
  const head = [title(comparison), ...warnings(comparison), ...LEGEND].flatMap(line =>
    wrap(line, REPORT_WIDTH),
  );
  const blocks = comparison.blocks.map(block => {
    const columns: readonly Column[] = [
      { header: '', align: 'left' },
      ...METHODS.map(method => ({ header: HEADERS[method], align: 'right' as const })),
    ];
    const lines = block.rows
      .flatMap(row => remarksOf(row))
      .flatMap(line => wrap(`  ${line}`, REPORT_WIDTH, '    '));
    const rows = rowsOf(block);
    const table = rows.length === 0 ? [] : alignColumns(columns, rows, REPORT_WIDTH);
    return [...wrap(blockTitle(block), REPORT_WIDTH, '  '), ...table, ...lines].join('\n');
  });
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function toMarkdown(comparison: Comparison): string {
  const head = [
    `# ${escaped(title(comparison))}`,
    ...warnings(comparison).map(text => `**${text}**`),
    ...LEGEND,
  ];
  const blocks = comparison.blocks.map(block => {
    const header = ['', ...METHODS.map(method => HEADERS[method])];
    const rows = rowsOf(block);
    const cells = rows.map(row => row.map(escaped));
    const table = rows.length === 0 ? '' : mdTable(header, cells, 1);
    const remarks = block.rows.flatMap(remarksOf).map(line => `- ${escaped(line)}`);
    return [`## ${escaped(blockTitle(block))}`, table, remarks.join('\n')]
      .filter(part => part !== '')
      .join('\n\n');
  });
  return `${[...head, ...blocks].join('\n\n')}\n`;
}

function title({ adapter, runtime, programVersion, durationMs }: Comparison): string {
  return `Ridgepoint ${programVersion} beside its peers on ${adapterName(adapter)}, ${runtime.name} ${runtime.version}, ${formatWait(durationMs)}`;
}

function warnings({ adapter }: Comparison): readonly string[] {
  const warning = adapterWarning(adapter);
  return warning === null ? [] : [warning];
}

function blockTitle({ operation, problem, ours, status, remark }: Block): string {
  const what = `${operation} ${problem}`;
  if (status !== 'compared') return `${what}: ${status}${remark === null ? '' : `: ${remark}`}`;
  const tunables = Object.entries(parseCase(ours!.address).tunables).map(
    ([name, value]) => `${name}=${value}`,
  );
  return `${what}: ours is ${ours!.kernelId}${tunables.length === 0 ? '' : ` (${tunables.join(', ')})`}`;
}

/** Times of ours first, from the row that measured each, then one line a peer that has figures. */
function rowsOf({ rows }: Block): string[][] {
  const compared = rows.filter(({ status }) => status === 'compared');
  if (compared.length === 0) return [];
  const own = METHODS.map(method => {
    const first = compared.flatMap(({ ratios }) => ratios).find(ratio => ratio.method === method);
    return first === undefined ? '' : formatDuration(first.ours.medianNs);
  });
  return [
    ['ours, time', ...own],
    ...compared.map(row => [nameOf(row), ...METHODS.map(method => cell(row, method))]),
  ];
}

function cell({ ratios }: PeerRow, method: Method): string {
  const ratio = ratios.find(candidate => candidate.method === method);
  return ratio === undefined ? '' : ratioText(ratio);
}

/** "1.35 (1.30–1.41)". */
function ratioText({ value, low, high }: PeerRatio): string {
  if (value === null || low === null || high === null) return 'unresolved';
  return formatInterval(value, low, high);
}

function remarksOf(row: PeerRow): readonly string[] {
  const { status, remark } = row;
  if (status === 'compared') return remark === null ? [] : [`${nameOf(row)}: ${remark}`];
  return [`${nameOf(row)}: ${status === 'lacks' ? 'no figure' : status}: ${remark ?? ''}`];
}

function nameOf({ peer, version }: PeerRow): string {
  return version ? `${peer} ${version}` : peer;
}
