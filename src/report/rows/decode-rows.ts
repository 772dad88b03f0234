import type { Finding } from '../../core/record/finding.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatNumber, formatShare } from '../../core/units.ts';
import { findingValue } from './overview.ts';

/** A model's decode step in one line; cells are empty where it was not measured. */
export interface DecodeRow {
  readonly model: string;
  readonly tokensPerSecond: string;
  /** Tokens/s if the weights came at the read ceiling. */
  readonly roof: string;
  readonly shareOfRoof: string;
  readonly dispatchShare: string;
  /** Why there are no numbers; empty where there are. */
  readonly remark: string;
}

export const DECODE_COLUMNS = [
  { header: 'model', cell: (row: DecodeRow) => row.model },
  { header: 'tokens/s', cell: (row: DecodeRow) => row.tokensPerSecond },
  { header: 'roof', cell: (row: DecodeRow) => row.roof },
  { header: 'of roof', cell: (row: DecodeRow) => row.shareOfRoof },
  { header: 'launching', cell: (row: DecodeRow) => row.dispatchShare },
] as const;

/** From the findings `D/<model>`, `D/<model>/roof` and `D/<model>/dispatch`, in their order. */
export function decodeRows({ findings }: Pick<ResultFile, 'findings'>): readonly DecodeRow[] {
  const byId = new Map(findings.map(finding => [finding.id, finding]));
  return findings.filter(({ id }) => /^D\/[^/]+$/.test(id)).map(rate => rowOf(rate, byId));
}

function rowOf(rate: Finding, byId: ReadonlyMap<string, Finding>): DecodeRow {
  const roof = byId.get(`${rate.id}/roof`)?.value ?? null;
  const dispatch = byId.get(`${rate.id}/dispatch`)?.value ?? null;
  const measured = rate.value !== null;
  return {
    model: rate.id.slice('D/'.length),
    tokensPerSecond: measured ? findingValue({ ...rate, unit: '' }) : 'n/a',
    roof: roof === null ? '' : formatNumber(roof),
    shareOfRoof: roof === null || rate.value === null ? '' : formatShare(rate.value / roof),
    dispatchShare: dispatch === null ? '' : formatShare(dispatch),
    remark: measured ? '' : rate.reason,
  };
}
