import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { durationColumn, formatNumber, formatShare, siColumn } from '../../core/units.ts';
import {
  type CaseGroup,
  type CaseRow,
  failedRecords,
  kernelLabel,
  mainGroups,
  otherGroups,
  resolvedTimesNs,
  skippedRecords,
} from '../rows/case-rows.ts';
import { HtmlTable, number, text } from './html-parts.tsx';

/** Every case: those with a number in tables by question, the others with their reason. */
export function Cases({ file }: { readonly file: ResultFile }) {
  const others = otherGroups(file);
  return (
    <>
      <h2>Cases</h2>
      <p class="quiet">
        Each output was compared with an f64 reference before and after it was timed. Rates are useful FLOPs
        and compulsory bytes over the median time.
      </p>
      {mainGroups(file).map(group => (
        <CaseTable key={group.key} group={group} />
      ))}
      {others.length > 0 && (
        <details>
          <summary>Probes, diluted and wall-clock cases</summary>
          {others.map(group => (
            <CaseTable key={group.key} group={group} />
          ))}
        </details>
      )}
      <Unmeasured
        title="Failed"
        records={failedRecords(file)}
        reason={record => `${record.stage}: ${record.message}`}
      />
      <Unmeasured title="Skipped" records={skippedRecords(file)} reason={record => record.reason} />
    </>
  );
}

function CaseTable({ group }: { readonly group: CaseGroup }) {
  const time = durationColumn(resolvedTimesNs(group.rows));
  const flops = siColumn(group.rows.map(row => row.flopsPerSecond ?? 0));
  const bytes = siColumn(group.rows.map(row => row.bytesPerSecond ?? 0));
  const columns = [
    text('kernel'),
    number('density'),
    number(`time (${time.unit})`),
    number('95 % interval'),
    number(`${flops.prefix}FLOP/s`),
    number(`${bytes.prefix}B/s`),
    number('of read ceiling'),
    number('error ÷ allowed'),
    text('remarks'),
    text('address'),
  ];
  const rows = group.rows.map(row => {
    const { medianNs, lowNs, highNs } = row.record.summary;
    const inUnit = (ns: number) => (row.resolved ? formatNumber(ns / time.divisor) : 'n/a');
    return [
      kernelLabel(row.record),
      formatShare(row.record.problem.density),
      inUnit(medianNs),
      row.resolved ? `${inUnit(lowNs)}–${inUnit(highNs)}` : 'n/a',
      row.flopsPerSecond === null ? 'n/a' : formatNumber(row.flopsPerSecond / flops.divisor),
      row.bytesPerSecond === null ? 'n/a' : formatNumber(row.bytesPerSecond / bytes.divisor),
      <ReadFraction key="read" row={row} />,
      formatNumber(row.record.check.worstRatio),
      row.remarks.map(remark => remark.meaning).join('; '),
      <code key="address">{row.record.address}</code>,
    ];
  });
  return <HtmlTable caption={group.title} columns={columns} rows={rows} />;
}

/** The fraction over a quiet bar of its length. */
function ReadFraction({ row }: { readonly row: CaseRow }) {
  if (row.readFraction === null) return <>n/a</>;
  const percent = Math.min(100, row.readFraction * 100).toFixed(1);
  return (
    <div class="share" style={`--share: ${percent}%`}>
      {formatShare(row.readFraction)}
    </div>
  );
}

interface UnmeasuredProps<T extends BenchRecord> {
  readonly title: string;
  readonly records: readonly T[];
  reason(record: T): string;
}

function Unmeasured<T extends BenchRecord>({ title, records, reason }: UnmeasuredProps<T>) {
  if (records.length === 0) return null;
  return (
    <>
      <h3>
        {title} ({records.length})
      </h3>
      <ul>
        {records.map(record => (
          <li key={record.address}>
            <code>{record.address}</code>: {reason(record)}
          </li>
        ))}
      </ul>
    </>
  );
}
