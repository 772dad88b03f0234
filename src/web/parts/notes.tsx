import { failedRecords, skippedRecords } from '../../report/case-rows.ts';
import { notes, type Shown } from '../state.ts';

/** What was not measured, and why; and what the session remarked. */
export function Notes({ shown }: { readonly shown: Shown }) {
  const skipped = skippedRecords(shown.measured);
  const failed = failedRecords(shown.measured);
  const remarks = shown.name === null ? notes.value : [];
  if (skipped.length + failed.length + remarks.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">Not measured, and remarks</h2>
      <ul class="notes">
        {failed.map(record => (
          <li key={record.address}>
            <strong>failed</strong> at {record.stage}: <code>{record.address}</code>: {record.message}
          </li>
        ))}
        {skipped.map(record => (
          <li key={record.address}>
            skipped: <code>{record.address}</code>: {record.reason}
          </li>
        ))}
        {remarks.map((note, i) => (
          <li key={`${note} ${i}`}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
