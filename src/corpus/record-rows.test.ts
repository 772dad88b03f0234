import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { okRecord, steadyTimes } from '../analysis/testing/records.ts';
import { recordRows } from './record-rows.ts';
import { recordsParquet } from './write-tables.ts';

it('a row says what converting its matrix took, and nothing where nothing was converted', async () => {
  const records = [
    okRecord({ kernelId: 'spmv/csr-vector', format: 'csr-f32', timesNs: steadyTimes(2e5, 20) }),
    okRecord({ kernelId: 'spmv/sell', format: 'sell-f32', timesNs: steadyTimes(1e5, 20), conversionNs: 5e6 }),
  ];
  const rows = recordRows({ sha256: 'ab'.repeat(32), records });
  const written = await parquetReadObjects({
    file: recordsParquet(rows).buffer,
    columns: ['kernel', 'conversionNs'],
  });
  expect(written).toEqual([
    { kernel: 'spmv/csr-vector', conversionNs: null },
    { kernel: 'spmv/sell', conversionNs: 5e6 },
  ]);
});
