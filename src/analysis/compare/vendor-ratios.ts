import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { ratioOfMedians } from '../../stats/paired.ts';
import { isVendor, plainRecords, problemKey, usableRecords } from '../evidence/usable.ts';
import type { TimeRatio } from './time-ratios.ts';

/**
 * Every product of a vendor's library against the fastest kernel of ours on the same problem, in the same format and
 * cache state: `a` is ours, `b` the vendor's. Unpaired: two programs measured them.
 * @param ours records of a run; a vendor's own runs have none to compare with
 * @param vendor records of another run, of which the vendor's count
 */
export function vendorRatios(
  ours: readonly BenchRecord[],
  vendor: readonly BenchRecord[],
): readonly TimeRatio[] {
  const fastest = new Map<string, OkRecord>();
  for (const record of plainRecords(usableRecords(ours))) {
    const key = questionOf(record);
    const known = fastest.get(key);
    if (isVendor(record) || (known && known.summary.medianNs <= record.summary.medianNs)) continue;
    fastest.set(key, record);
  }
  return plainRecords(usableRecords(vendor))
    .filter(isVendor)
    .flatMap((b, index) => {
      const a = fastest.get(questionOf(b));
      const ratio = a === undefined ? null : ratioOfMedians(b, a, index);
      return a === undefined || ratio === null ? [] : [{ a, b, ratio, sameLaunch: false }];
    });
}

function questionOf(record: OkRecord): string {
  return [record.operation, record.format, record.case.cache, problemKey(record)].join(' ');
}
