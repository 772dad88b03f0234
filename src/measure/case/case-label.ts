import type { ResolvedCase } from './resolved-case.ts';

/** "gemv/rows-per-workgroup 4096 × 4096". */
export function caseLabel({ case: c, kernel }: ResolvedCase): string {
  const { m, n, k, density, name } = c.problem.params;
  const shape = [m, n, k].filter(size => size !== undefined).join(' × ');
  const detail = [name ?? shape, density === undefined ? '' : `density ${density}`]
    .filter(Boolean)
    .join(', ');
  return `${kernel.id} ${detail || c.problem.generator}`;
}
