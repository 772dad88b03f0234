import type { Encoded, Format } from '../../core/format.ts';
import type { KernelDescriptor, Launch } from '../../core/kernel.ts';
import type { Operation } from '../../core/operation.ts';
import type { Problem } from '../../core/problem.ts';
import type { Case, RecordKind } from '../../core/record/record.ts';
import { formatShape } from '../../core/units.ts';

/** What a case stands for, whether a kernel or a function of the host is timed. */
export interface NamedCase {
  /** With all its tunables. */
  readonly case: Case;
  readonly address: string;
  /** Names of the tunables that differ from the kernel's defaults. */
  readonly tuned: readonly string[];
  readonly kind: RecordKind;
  readonly operation: Operation;
  readonly format: Format;
  /** First 16 hex digits of the SHA-256 of the shader, or of the function's text. */
  readonly kernelHash: string;
}

/** A case with what its ids stand for; made by the catalogue, so that measuring knows no kernel by name. */
export interface ResolvedCase extends NamedCase {
  readonly kernel: KernelDescriptor;
  /** Of what this launch of the case executes, see core/record/launch-identity.ts. */
  launchHash(launch: Launch): Promise<string>;
  /** Makes or finds the problem; throws UserError for parameters out of range. */
  problem(): Problem;
  /** Encodes it, once per (problem, format). */
  encoded(): Encoded;
  /** What encoding it took on the host, see core/record/record.ts; null where that is not known. */
  conversionNs(): number | null;
  /** The f64 reference and its error scale, once per problem. */
  reference(): Reference;
}

/** What every element of an output is compared with. */
export interface Reference {
  readonly expected: Float64Array;
  readonly scale: Float64Array;
  /** See Operation.flushing, for the values as they are stored. */
  flushing?(): Float64Array;
}

/** "gemv/rows-per-workgroup 4,096 × 4,096", the shape as reports show it. */
export function caseLabel({ case: c, kernel }: ResolvedCase): string {
  const { generator, params } = c.problem;
  const { m, n, density, active, batch, name } = params;
  // Of a product k is a side; of a pattern it is a number of nonzeros.
  const sides = generator === 'product' ? [m, params.k, n] : [m, n];
  const shape = formatShape(...sides.filter(size => typeof size === 'number'));
  const named = Object.entries({ density, active, batch }).filter(([, value]) => value !== undefined);
  const detail = [name ?? shape, ...named.map(([word, value]) => `${word} ${value}`)]
    .filter(Boolean)
    .join(', ');
  return `${kernel.id} ${detail || generator}`;
}
