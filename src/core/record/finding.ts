export type FindingStatus = 'supported' | 'refuted' | 'undecided';

/** One tested statement. Null numbers: not measured, the reason says why. */
export interface Finding {
  /** "E1", "E6", "E6-control", "S2/uniform/csr-vector". */
  readonly id: string;
  readonly title: string;
  readonly status: FindingStatus;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  /** Addresses of the records it rests on. */
  readonly evidence: readonly string[];
  /** A sentence: what was predicted, what was seen. */
  readonly reason: string;
}

export type CeilingId = 'read' | 'write' | 'copy' | 'gather' | 'fma' | 'fma-f16' | 'dot-i8' | 'dispatch';

/** What the read ceiling is a ceiling of, from the dilution of the probe itself. */
export type CeilingKind = 'memory' | 'mixed' | 'instruction-limited' | 'unknown';

export interface CeilingPoint {
  readonly workingSetBytes: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly address: string;
}

/** Best median of the probe's launch shapes, in `unit`: B/s, FLOP/s, OP/s of integers, or ns for dispatch. */
export interface Ceiling {
  readonly id: CeilingId;
  readonly unit: 'B/s' | 'FLOP/s' | 'OP/s' | 'ns';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly kind: CeilingKind;
  /** Address of the product that is clearly faster than the probe, which is no ceiling then. */
  readonly passedBy?: string;
  readonly evidence: readonly string[];
  /** Over working sets, ascending. */
  readonly curve: readonly CeilingPoint[];
}

export type Regime = 'bandwidth' | 'compute' | 'dispatch' | 'none' | 'undecided';

/** Share of the time of the judged case that a resource explains. */
export interface Share {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Verdict {
  readonly regime: Regime;
  /** "On this GPU, …": plain, whole sentence. */
  readonly sentence: string;
  /** What is missing, or what would have refuted it. */
  readonly reason: string;
  /** Address of the judged GEMV; null where there was none. */
  readonly judged: string | null;
  readonly shares: { readonly bandwidth: Share; readonly compute: Share; readonly dispatch: Share };
}

/** Time against density of one pattern: the S2 crossover. */
export interface CrossoverSeries {
  readonly pattern: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly kernelId: string;
  /** Fastest checked dense GEMV of the same shape. */
  readonly denseAddress: string;
  readonly points: readonly CrossoverPoint[];
  readonly status: 'crosses' | 'no crossing in range' | 'not monotone' | 'undecided';
  /** Density at which both take the same time. */
  readonly crossing: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  /** Density at which both move the same bytes. */
  readonly byteModelDensity: number;
  readonly reason: string;
}

export interface CrossoverPoint {
  /** Realised nnz ÷ (M·K). */
  readonly density: number;
  /** Paired T_sparse ÷ T_dense. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly sparseNs: number;
  readonly denseNs: number;
  /** T under 3·t0: cannot set d*. */
  readonly dispatchLimited: boolean;
  readonly address: string;
}

/** Everything recomputed from records: nothing in it is kept outside the result file. */
export interface Analysis {
  readonly ceilings: readonly Ceiling[];
  readonly findings: readonly Finding[];
  readonly crossovers: readonly CrossoverSeries[];
  readonly verdict: Verdict;
}
