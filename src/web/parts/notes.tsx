import type { SkippedRecord } from '../../core/record/record.ts';
import { caseName } from '../../report/rows/case-name.ts';
import { failedRecords, ownReason, skippedByReason } from '../../report/rows/case-rows.ts';
import { notes, openAddress, type Shown } from '../state.ts';

/** What was not measured, and why; and what the session remarked. */
export function Notes({ shown }: { readonly shown: Shown }) {
  const skipped = skippedByReason(shown.measured);
  const failed = failedRecords(shown.measured);
  const remarks = shown.name === null ? notes.value : [];
  if (skipped.size + failed.length + remarks.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">Not measured, and remarks</h2>
      <ul class="notes">
        {failed.map(record => (
          <li key={record.address}>
            <strong>failed</strong> at {record.stage}: <code>{record.address}</code>: {record.message}
          </li>
        ))}
        {[...skipped].map(([reason, records]) => (
          <li key={reason}>
            <SkippedGroup reason={reason} records={records} />
          </li>
        ))}
        {remarks.map((note, i) => (
          <li key={`${note} ${i}`}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

interface SkippedGroupProps {
  readonly reason: string;
  readonly records: readonly SkippedRecord[];
}

/** One skipped case in full; several with the same reason behind their number. */
function SkippedGroup({ reason, records }: SkippedGroupProps) {
  const [only, ...others] = records;
  if (only && others.length === 0) {
    return (
      <>
        skipped: <CaseButton record={only} />: {only.reason}
      </>
    );
  }
  return (
    <details>
      <summary>
        {records.length} cases skipped: {reason}
      </summary>
      <ul class="notes">
        {records.map(record => (
          <li key={record.address}>
            <CaseButton record={record} />
            {ownReason(record, reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Opens the panel, which has the address. */
function CaseButton({ record }: { readonly record: SkippedRecord }) {
  return (
    <button
      type="button"
      class="quiet-button"
      onClick={() => {
        openAddress.value = record.address;
      }}
    >
      {caseName(record)}
    </button>
  );
}
