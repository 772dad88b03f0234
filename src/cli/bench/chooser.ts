/** What trusting the chooser costs on a hundred generated matrices, and on those of a folder: chooser.js ADAPTER [FOLDER] */

import { chooserFindings } from '../../analysis/chooser/chooser.ts';
import { regrets } from '../../analysis/chooser/regret.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatNumber } from '../../core/units.ts';
import { measureCases, measured } from './measure-cases.ts';

/** With the tunables that processors like. */
const KERNELS: readonly string[] = [
  'spmv/csr-scalar',
  'spmv/csr-vector?lanesPerRow=2&workgroupSize=64',
  'spmv/csr-merge',
  'spmv/sell?lanesPerRow=1&workgroupSize=64',
  'spmv/bitmap?groupsAtOnce=1&lanesPerGroup=1&workgroupSize=64',
  'spmv/bsr4?blocksAtOnce=1&workgroupSize=64',
];
const DISPATCH = 'probe/dispatch@nothing()#1?cache=hot';
/** Matrices of one process, and what they take. */
const AT_ONCE = 4;
const SECONDS = 12;
const FOLDER_SECONDS = 420;
const MOST_REGRET = 1.1;

function problems(): readonly string[] {
  const sides = [512, 1024];
  const densities = [0.005, 0.02, 0.05, 0.1, 0.2, 0.3];
  return sides.flatMap(n => [
    ...densities.flatMap(d => [
      `uniform(m=${n},n=${n},density=${d})`,
      `exact-k(m=${n},n=${n},k=${Math.max(1, Math.round(d * n))})`,
      `one-dense-row(m=${n},n=${n},k=${Math.max(1, Math.round(d * n))})`,
      `power-law(m=${n},n=${n},mean=${d * n},exponent=${d < 0.1 ? 1 : 0.5})`,
      `block(m=${n},n=${n},size=4,density=${d})`,
      `block(m=${n},n=${n},size=16,density=${d})`,
      `connectome(m=${n},n=${n},mean=${d * n})`,
      `uniform(m=${2 * n},n=${n / 4},density=${d})`,
    ]),
    ...[2, 8, 24, 60, 120].map(halfwidth => `banded(m=${n},n=${n},halfwidth=${halfwidth})`),
  ]);
}

function casesOf(problem: string): readonly string[] {
  return KERNELS.map(kernel => {
    const [id, tunables] = kernel.split('?');
    return `${id}@${problem}#1${tunables ? `?${tunables}` : ''}`;
  });
}

function onGenerated(adapter: string): readonly OkRecord[] {
  const all = problems();
  const records: OkRecord[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const some = all.slice(i, i + AT_ONCE);
    records.push(...measureCases(adapter, SECONDS, some.flatMap(casesOf)));
    process.stderr.write(`${Math.min(i + AT_ONCE, all.length)} of ${all.length} matrices\n`);
  }
  return records;
}

const [adapter = 'software', folder] = process.argv.slice(2);
const [dispatch] = measureCases(adapter, SECONDS, [DISPATCH]);
const t0Ns = dispatch?.summary.medianNs ?? null;
const generated = onGenerated(adapter);
const given = folder
  ? usableRecords(measured(adapter, FOLDER_SECONDS, ['real', '--matrix-dir', folder]).records)
  : [];
const records = [...generated, ...given];
const all = regrets(records, () => t0Ns);
for (const { problem, chosen, best, ratio } of [...all].sort((a, b) => b.ratio - a.ratio).slice(0, 10))
  console.log(`${formatNumber(ratio)} ${problem}: ${chosen.case.kernelId} in place of ${best.case.kernelId}`);
const [finding] = chooserFindings(records, () => t0Ns);
if (!finding) throw new Error('too few matrices were timed');
console.log(`a dispatch takes ${t0Ns === null ? 'an unknown time' : `${formatNumber(t0Ns / 1000)} µs`}`);
console.log(finding.reason);
const isFine = finding.value !== null && finding.value <= MOST_REGRET;
console.log(
  `${formatNumber(finding.value ?? Number.NaN)} of ${MOST_REGRET} allowed: ${isFine ? 'ok' : 'MISSED'}`,
);
if (!isFine) process.exitCode = 1;
