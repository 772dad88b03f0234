import { analyze } from '../../analysis/analyze.ts';
import { THRESHOLDS } from '../../analysis/evidence/thresholds.ts';
import type { Environment } from '../../core/environment.ts';
import type { ProblemFacts, ProblemSpec } from '../../core/problem.ts';
import { type ResultFile, SCHEMA_VERSION } from '../../core/record/result-file.ts';

/** Of manifest.json; bench/peers/nvidia.py reads this version. */
export const MANIFEST_VERSION = 2;

/** What another program needs besides the arrays, to measure the same problems and write a result file of its own. */
export interface Manifest {
  readonly manifestVersion: typeof MANIFEST_VERSION;
  readonly programVersion: string;
  /** The parts of a result file that do not depend on what is measured, where only a vendor's kernels are. */
  readonly result: Pick<
    ResultFile,
    'schemaVersion' | 'judgedBy' | 'thresholds' | 'ceilings' | 'findings' | 'crossovers' | 'verdict'
  >;
  readonly problems: readonly ExportedProblem[];
}

export interface ExportedProblem {
  readonly address: string;
  readonly spec: ProblemSpec;
  readonly operation: 'matvec' | 'matmul';
  readonly format: 'dense-f32' | 'csr-f32';
  readonly facts: ProblemFacts;
  readonly usefulFlops: number;
  /** In f32, indices included. */
  readonly compulsoryBytes: number;
  /** Paths from the manifest: `a` or `rowPointers`, `columnIndices`, `values`; and `rhs`. */
  readonly arrays: Readonly<Record<string, string>>;
}

/** Findings are about our kernels: without a record of theirs they say that nothing was measured. */
export function resultTemplate(programVersion: string): Manifest['result'] {
  return {
    schemaVersion: SCHEMA_VERSION,
    judgedBy: { programVersion, rulesHash: __RULES_HASH__ },
    thresholds: THRESHOLDS,
    ...analyze([], HARDWARE),
  };
}

/** Of the environment nothing but the class matters to an analysis of no records. */
const HARDWARE: Environment = {
  adapter: {
    vendor: '',
    architecture: '',
    device: '',
    description: '',
    subgroupMinSize: null,
    subgroupMaxSize: null,
    isFallbackAdapter: false,
    class: 'hardware',
  },
  features: [],
  limits: {},
  toggles: [],
  runtime: { name: '', version: '', platform: '' },
  clock: {
    timestampStepNs: null,
    timestampsQuantised: null,
    wallStepNs: 0,
    agreement: null,
    overlaps: 'unknown',
  },
  label: null,
};
