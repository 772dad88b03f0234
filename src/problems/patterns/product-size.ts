import type { Problem, ProblemGenerator, ProblemSpec } from '../../core/problem.ts';

/** What a matrix product takes, known without making it. */
export interface ProductSize {
  readonly kind: Problem['a']['kind'];
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rhsColumnCount: number;
  /** Expected, for random patterns. */
  readonly nnz: number;
}

/** A of `product` is m × k and has n right-hand sides; every other matrix is m × n and has `batch`, or one. */
export function productSize(generator: ProblemGenerator, spec: ProblemSpec): ProductSize {
  const params = spec.params as Readonly<Record<string, number>>;
  const { m = 1, n = 1, k = 1, batch = 1 } = params;
  const isProduct = generator.id === 'product';
  return {
    kind: isProduct || generator.id === 'dense' ? 'dense' : 'sparse',
    rowCount: m,
    columnCount: isProduct ? k : n,
    rhsColumnCount: isProduct ? n : batch,
    nnz: generator.expectedNnz(params),
  };
}
