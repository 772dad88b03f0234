import type { ProblemSpec } from '../../core/problem.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { formatCount, formatShape, formatShare } from '../../core/units.ts';
import { kernelLabel } from './case-rows.ts';

/** "spmv/csr-vector · uniform 4,096 × 4,096, 10.0 % nonzero, hot cache": a case that has no facts yet, in words. */
export function caseName(record: BenchRecord): string {
  const { problem, cache, memoryShare, clock } = record.case;
  const conditions = [
    cache === 'hot' ? 'hot cache' : '',
    memoryShare < 1 ? `${formatShare(memoryShare)} of its memory traffic` : '',
    clock === 'wall' ? 'wall clock' : '',
  ];
  const name = [problemName(problem), ...conditions].filter(part => part !== '').join(', ');
  return `${kernelLabel(record)} · ${name}`;
}

/** "product 4,096 × 4,096 × 32": M × N of a matrix, M × K × N where there are several right-hand sides. */
function problemName({ generator, params }: ProblemSpec): string {
  const { m, k, n, name, density, ...others } = params;
  const sizes = m === undefined ? [] : [m, k, n].filter(size => typeof size === 'number');
  const rest = m === undefined && n !== undefined ? { n, ...others } : others;
  return [
    [typeof name === 'string' ? name : generator, sizes.length < 2 ? '' : formatShape(...sizes)]
      .join(' ')
      .trim(),
    typeof density === 'number' ? `${formatShare(density)} nonzero` : '',
    ...Object.entries(rest).map(
      ([key, value]) => `${key} ${typeof value === 'number' ? whole(value) : value}`,
    ),
  ]
    .filter(part => part !== '')
    .join(', ');
}

function whole(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}
