import { EXIT, UserError } from './core/errors.ts';
import type { Format } from './core/format.ts';
import type { HostBaseline } from './core/host-baseline.ts';
import type { KernelDescriptor, KernelParts } from './core/kernel.ts';
import type { Operation } from './core/operation.ts';
import type { ProblemGenerator } from './core/problem.ts';

/**
 * Everything that can be measured, found by file suffix: adding a file registers it. Ids are unique, and equal to the
 * path where a file's folder and name make the id.
 */

type Found<T> = Readonly<Record<string, T>>;

export const kernels = byId(
  import.meta.glob<KernelDescriptor>('./kernels/**/*.kernel.ts', { eager: true, import: 'default' }),
);
export const baselines = byId(
  import.meta.glob<HostBaseline>('./kernels/**/*.baseline.ts', { eager: true, import: 'default' }),
);
export const formats = byId(
  import.meta.glob<Format>('./formats/**/*.format.ts', { eager: true, import: 'default' }),
);
export const generators = byId(
  import.meta.glob<ProblemGenerator>('./problems/**/*.problem.ts', { eager: true, import: 'default' }),
);
export const operations = byId(
  import.meta.glob<Operation>('./operations/*.operation.ts', { eager: true, import: 'default' }),
);

/** @throws Error where two files claim one id: the catalogue would silently lose one of them */
export function byId<T extends { readonly id: string }>(files: Found<T>): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [path, item] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (found.has(item.id)) throw new Error(`${path} has the id "${item.id}", which another file has too`);
    found.set(item.id, item);
  }
  return found;
}

/** @throws UserError naming what there is */
export function get<T>(items: ReadonlyMap<string, T>, id: string, what: string): T {
  const item = items.get(id);
  if (item) return item;
  throw new UserError(`no ${what} "${id}"; there is ${[...items.keys()].join(', ')}`, EXIT.usage);
}

/** The operation and the format that a kernel names. */
export function partsOf({ operation, format }: Pick<KernelDescriptor, 'operation' | 'format'>): KernelParts {
  return { operation: get(operations, operation, 'operation'), format: get(formats, format, 'format') };
}

/**
 * Kernel ids that a glob names: `*` stands for anything but a slash, `?` for one character, commas separate
 * alternatives, and a bare family ("spmv") stands for all of it.
 * @throws UserError where nothing matches
 */
export function matchKernels(glob: string | null): readonly string[] {
  const ids = [...kernels.keys()];
  if (glob === null) return ids;
  const patterns = glob.split(',').map(part => globToRegExp(part.trim()));
  const matching = ids.filter(id => patterns.some(pattern => pattern.test(id)));
  if (matching.length > 0) return matching;
  throw new UserError(`no kernel matches "${glob}"; there is ${ids.join(', ')}`, EXIT.usage);
}

function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$+.()|[\]{}]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}${glob.includes('/') ? '' : '/.*'}$`);
}
