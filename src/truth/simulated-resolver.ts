import { completeCase, launchHash } from '../app/cases.ts';
import { createBlanks } from '../blank/blanks.ts';
import { formats, get, kernels, operations } from '../catalog.ts';
import { type KernelDescriptor, tunedNames } from '../core/kernel.ts';
import type { Comparison, Operation } from '../core/operation.ts';
import { formatCase } from '../core/record/address.ts';
import type { Case } from '../core/record/record.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';

/** What a record of a simulated device says about its check. */
export const NOT_CHECKED = 'none: a simulated device computes nothing';

const NO_HASH = Promise.resolve('');

/**
 * Resolves cases without making their values: all problems are views of one array that is never written, so that the
 * system gives it no memory. Launches are the real ones.
 */
export interface SimulatedResolver {
  resolve(c: Case): ResolvedCase;
}

/** @param textHashes of shaders; without them launches have no hash either, which would take a tenth of a replay */
export function createSimulatedResolver(
  textHashes: ReadonlyMap<string, string> | null = null,
): SimulatedResolver {
  const blanks = createBlanks();
  const resolved = new Map<string, ResolvedCase>();
  const make = (c: Case): ResolvedCase => {
    const kernel = get(kernels, c.kernelId, 'kernel');
    let hash: Promise<string> | null = null;
    // Without values there is nothing that a format could refuse.
    const format = { ...get(formats, kernel.format, 'format'), admissible: () => true as const };
    return {
      case: c,
      address: formatCase(c),
      kernel: withoutOutput(kernel),
      operation: withoutReference(get(operations, kernel.operation, 'operation')),
      format,
      kind: 'webgpu',
      tuned: tunedNames(kernel, c.tunables),
      kernelHash: textHashes?.get(kernel.id) ?? '',
      // The limits are always the same: so is the launch.
      launchHash: launch => (hash ??= textHashes ? launchHash(kernel.wgsl, launch, c.tunables) : NO_HASH),
      problem: () => blanks.problem(c.problem),
      encoded: () => blanks.encoded(format, blanks.problem(c.problem)),
      conversionNs: () => null,
      reference: () => ({ expected: new Float64Array(0), scale: new Float64Array(0) }),
    };
  };
  return {
    resolve: given => {
      const c = completeCase(given);
      return remember(resolved, formatCase(c), () => make(c));
    },
  };
}

/** The real launch; there is no output to decode, and no row of it to compare. */
function withoutOutput(kernel: KernelDescriptor): KernelDescriptor {
  return {
    ...kernel,
    launch: request => {
      const {
        decodeOutput: _decode,
        expectedIndex: _index,
        ownReference: _reference,
        ...launch
      } = kernel.launch(request);
      return launch;
    },
  };
}

function withoutReference(operation: Operation): Operation {
  const nothing: Comparison = { method: NOT_CHECKED, actual: [0], expected: [0], scale: [0] };
  return { ...operation, outputLength: () => 1, spotChecks: () => [nothing] };
}

function remember<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}
