/** Workgroups that fill a large GPU: two on each of 128 cores. */
const FILLING_WORKGROUPS = 256;

/** Parts of fewer columns of A would spend more on writing and reading their sums than they gain. */
const LEAST_DEPTH = 512;

/** How a product is shared out along K: each part of it leaves a whole C, and those are added up. */
export interface DepthParts {
  readonly partCount: number;
  /** Columns of A that a part covers, whole steps; the last part may have fewer. */
  readonly partDepth: number;
}

interface Divided {
  /** Parts that are asked for, 0 for as many as fill a GPU with workgroups. */
  readonly wanted: number;
  readonly tileCount: number;
  /** Columns of A, and how many of them are one step. */
  readonly depth: number;
  readonly step: number;
  /** Parts whose sums fit in one binding. */
  readonly most: number;
}

/** A tile takes as long with few columns as with many, so that a C of few tiles leaves most of a GPU idle: parts fill it. */
export function depthParts({ wanted, tileCount, depth, step, most }: Divided): DepthParts {
  const filling = Math.min(Math.floor(FILLING_WORKGROUPS / tileCount), Math.floor(depth / LEAST_DEPTH));
  const count = Math.max(1, Math.min(wanted === 0 ? filling : wanted, most));
  const partDepth = step * Math.ceil(depth / (count * step));
  return { partCount: Math.ceil(depth / partDepth), partDepth };
}
