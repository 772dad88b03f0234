import { Fragment } from 'preact';
import { formatInterval } from '../../core/interval.ts';
import type { FailedRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { durationColumn, formatCount, formatNumber, formatShare, siColumn } from '../../core/units.ts';
import { caseName } from '../rows/case-name.ts';
import {
  type CaseGroup,
  type CaseRow,
  failedRecords,
  kernelLabel,
  mainGroups,
  otherGroups,
  ownReason,
  resolvedTimesNs,
  skippedByReason,
  skippedRecords,
} from '../rows/case-rows.ts';
import { distinctRemarks } from '../rows/remarks.ts';
import { Fold, HtmlTable, number, text } from './html-parts.tsx';

interface CasesProps {
  readonly file: ResultFile;
  readonly isOpen: boolean;
}

/** Every case: those with a number in tables by question, the others with their reason. */
export function Cases({ file, isOpen }: CasesProps) {
  const others = otherGroups(file);
  return (
    <Fold title={`All ${formatCount(file.records.length)} cases`} isOpen={isOpen}>
      <p class="quiet">
        Each output was compared with an f64 reference before and after it was timed. Rates are useful FLOPs
        and compulsory bytes over the median time.
      </p>
      <Legend groups={[...mainGroups(file), ...others]} />
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
      <Failed records={failedRecords(file)} />
      <Skipped file={file} />
    </Fold>
  );
}

/** What the letters in the tables mean. */
function Legend({ groups }: { readonly groups: readonly CaseGroup[] }) {
  const remarks = distinctRemarks(groups.flatMap(({ rows }) => rows.flatMap(row => row.remarks)));
  if (remarks.length === 0) return null;
  return (
    <ul class="quiet">
      {remarks.map(({ letter, meaning }) => (
        <li key={letter}>
          <b>{letter}</b> {meaning}
        </li>
      ))}
    </ul>
  );
}

function CaseTable({ group }: { readonly group: CaseGroup }) {
  const time = durationColumn(resolvedTimesNs(group.rows));
  const flops = siColumn(group.rows.map(row => row.flopsPerSecond ?? 0));
  const bytes = siColumn(group.rows.map(row => row.bytesPerSecond ?? 0));
  const columns = [
    text('kernel'),
    number('density'),
    number(`${time.unit} (95 % interval)`),
    number(`${flops.prefix}FLOP/s`),
    number(`${bytes.prefix}B/s`),
    number('of read'),
    number('error ÷ allowed'),
    text('remarks'),
    text('address'),
  ];
  const rows = group.rows.map(row => {
    const { medianNs, lowNs, highNs } = row.record.summary;
    const inUnit = (ns: number) => formatNumber(ns / time.divisor);
    return [
      kernelLabel(row.record),
      formatShare(row.record.problem.density),
      row.resolved ? formatInterval(medianNs, lowNs, highNs, inUnit) : 'n/a',
      row.flopsPerSecond === null ? 'n/a' : formatNumber(row.flopsPerSecond / flops.divisor),
      row.bytesPerSecond === null ? 'n/a' : formatNumber(row.bytesPerSecond / bytes.divisor),
      <ReadFraction key="read" row={row} />,
      formatNumber(row.record.check.worstRatio),
      row.remarks.map(({ letter }) => letter).join(' '),
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

function Failed({ records }: { readonly records: readonly FailedRecord[] }) {
  if (records.length === 0) return null;
  return (
    <>
      <h3>Failed ({records.length})</h3>
      <ul>
        {records.map(({ address, stage, message }) => (
          <li key={address}>
            <code>{address}</code>: {stage}: {message}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Under their reason: a used-up time budget alone can skip dozens. */
function Skipped({ file }: { readonly file: ResultFile }) {
  const count = skippedRecords(file).length;
  if (count === 0) return null;
  return (
    <>
      <h3>Skipped ({count})</h3>
      {[...skippedByReason(file)].map(([reason, alike]) => (
        <Fragment key={reason}>
          <p>{reason}:</p>
          <ul>
            {alike.map(record => (
              <li key={record.address}>
                {caseName(record)} <code class="quiet">{record.address}</code>
                {ownReason(record, reason)}
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </>
  );
}
