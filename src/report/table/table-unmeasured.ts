import type { ResultFile } from '../../core/record/result-file.ts';
import { failedRecords, ownReason, skippedByReason, skippedRecords } from '../rows/case-rows.ts';
import type { Painter } from './colour.ts';
import { REPORT_WIDTH, wrap } from './text.ts';

/** What went wrong, case by case. */
export function failedLines(file: Pick<ResultFile, 'records'>, paint: Painter): readonly string[] {
  const records = failedRecords(file);
  if (records.length === 0) return [];
  const lines = records.flatMap(({ address, stage, message }) =>
    wrap(`  ${address}: ${stage}: ${message}`, REPORT_WIDTH, '    '),
  );
  return [paint('bad', `Failed (${records.length})`), ...lines];
}

/** What was left out, under the reason. */
export function skippedLines(file: Pick<ResultFile, 'records'>, paint: Painter): readonly string[] {
  const count = skippedRecords(file).length;
  if (count === 0) return [];
  const lines = [...skippedByReason(file)].flatMap(([reason, alike]) => [
    ...wrap(`  ${reason}:`, REPORT_WIDTH, '  '),
    ...alike.flatMap(record =>
      wrap(`    ${record.address}${ownReason(record, reason)}`, REPORT_WIDTH, '      '),
    ),
  ]);
  return [paint('heading', `Skipped (${count})`), ...lines];
}
