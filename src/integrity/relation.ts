import type { Remark, Severity } from '../core/record/remark.ts';
import type { Examined } from './examined.ts';

/** Where a relation does not hold. */
export type Breach = Pick<Remark, 'where' | 'message'>;

/** One thing that holds in every file that a run can have written, in `<family>/<name>.relation.ts`. */
export interface Relation {
  /** Equals its path: "time/inside-session". */
  readonly id: string;
  readonly severity: Severity;
  /** A sentence: what must hold, and why a run cannot do otherwise. */
  readonly claim: string;
  /** Every place where it does not hold, or the first of each record. */
  breaches(run: Examined): Iterable<Breach>;
}
