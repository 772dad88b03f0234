/** Sparse products against each other on three shapes of rows of equal nnz, and against plain JavaScript, with what is wanted of them. */

import type { OkRecord } from '../../core/record/record.ts';
import { formatNumber, NS_PER_MS } from '../../core/units.ts';
import { measureCases } from './measure-cases.ts';

const PROBLEMS = {
  uniform: 'uniform(m=2048,n=2048,density=0.1)',
  'power-law': 'power-law(m=2048,n=2048,mean=204.8)',
  'one-dense-row': 'one-dense-row(m=2048,n=2048,k=205)',
} as const;
type Shape = keyof typeof PROBLEMS;

const PLAIN = 'spmv/csr-scalar';
/** With the tunables that processors like; the first is what the others are held against. */
const KERNELS: Readonly<Record<string, string>> = {
  [PLAIN]: '',
  'spmv/csr-vector': 'lanesPerRow=2&workgroupSize=64',
  'spmv/csr-merge': '',
  'spmv/csr-adaptive': 'workgroupSize=64',
  'spmv/sell': 'lanesPerRow=1&workgroupSize=64',
  'spmv/bitmap': 'groupsAtOnce=1&lanesPerGroup=1&workgroupSize=64',
};
const SECONDS = 45;
/** Best of the family ÷ csr-scalar, in the geometric mean over rows of uneven lengths. */
const LEAST_GAIN = 1.5;
/** The slowest shape ÷ the fastest, of the merge path. */
const MOST_MERGE_SPREAD = 1.5;

function median({ summary }: OkRecord): number {
  return summary.medianNs;
}

function address(kernelId: string, shape: Shape, conditions = ''): string {
  const query = [KERNELS[kernelId], conditions].filter(Boolean).join('&');
  return `${kernelId}@${PROBLEMS[shape]}#1${query === '' ? '' : `?${query}`}`;
}

function said(record: OkRecord): string {
  const { medianNs, lowNs, highNs } = record.summary;
  const [ms, low, high] = [medianNs, lowNs, highNs].map(ns => formatNumber(ns / NS_PER_MS));
  return `${ms} ms (${low}–${high})`;
}

/** @returns ns by kernel */
function onShape(adapter: string, shape: Shape): ReadonlyMap<string, number> {
  const records = measureCases(
    adapter,
    SECONDS,
    Object.keys(KERNELS).map(id => address(id, shape)),
  );
  const times = new Map(records.map(record => [record.case.kernelId, median(record)]));
  console.log(`${shape}: ${PROBLEMS[shape]}`);
  for (const record of records) {
    const { kernelId } = record.case;
    const gain = formatNumber(times.get(PLAIN)! / median(record));
    console.log(`  ${kernelId.padEnd(20)}${said(record).padEnd(30)}${gain} × csr-scalar`);
  }
  return times;
}

function besideJavaScript(adapter: string, kernelId: string): void {
  const call = 'cache=hot&clock=wall';
  const [ours, plain] = measureCases(adapter, SECONDS, [
    address(kernelId, 'uniform', call),
    `host/js-csr@${PROBLEMS.uniform}#1?${call}`,
  ]);
  if (!ours || !plain) throw new Error('plain JavaScript or the kernel was not timed');
  const ratio = formatNumber(median(plain) / median(ours));
  console.log(`as a call, uniform: ${kernelId} ${said(ours)}, plain JavaScript ${said(plain)}: ${ratio}`);
}

const [adapter = 'software'] = process.argv.slice(2);
const shapes = Object.keys(PROBLEMS) as Shape[];
const times = new Map(shapes.map(shape => [shape, onShape(adapter, shape)]));
const bestOf = (shape: Shape) => [...times.get(shape)!].reduce((a, b) => (b[1] < a[1] ? b : a));
const gainOn = (shape: Shape) => times.get(shape)!.get(PLAIN)! / bestOf(shape)[1];
const gain = Math.sqrt(gainOn('power-law') * gainOn('one-dense-row'));
const merge = shapes.map(shape => times.get(shape)!.get('spmv/csr-merge')!);
const spread = Math.max(...merge) / Math.min(...merge);
const verdicts = [
  [`best ÷ csr-scalar, uneven rows: ${formatNumber(gain)} of ${LEAST_GAIN} wanted`, gain >= LEAST_GAIN],
  [
    `merge path, slowest ÷ fastest shape: ${formatNumber(spread)} of ${MOST_MERGE_SPREAD} allowed`,
    spread <= MOST_MERGE_SPREAD,
  ],
] as const;
for (const [text, isFine] of verdicts) console.log(`${text}: ${isFine ? 'ok' : 'MISSED'}`);
besideJavaScript(adapter, bestOf('uniform')[0]);
if (verdicts.some(([, isFine]) => !isFine)) process.exitCode = 1;
