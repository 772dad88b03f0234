import { requireAllowed } from '../core/allowed-tunables.ts';
import { MEMORY_SHARES, RESIDENT_SETS_BYTES } from '../core/dilution.ts';
import { EXIT, UserError } from '../core/errors.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { ProblemSpec } from '../core/problem.ts';
import { formatCase, parseCase, parseProblem } from '../core/record/address.ts';
import type { Case } from '../core/record/record.ts';
import { differing } from '../measure/device/tunables.ts';
import { resolveParams } from '../problems/params.ts';
import type { EngineCatalog } from './engine.ts';

/** Addresses as users type or paste them: refused before anything is measured where they mean nothing here. */

/** @throws UserError naming the address, and what there is in place of what it names */
export function casesAt(addresses: readonly string[], catalog: EngineCatalog): readonly Case[] {
  const cases = addresses.map(address => caseAt(address, catalog));
  return [...new Map(cases.map(c => [formatCase(c), c])).values()];
}

/** @throws UserError */
export function problemAt(address: string, { generators }: EngineCatalog): ProblemSpec {
  const spec = parseProblem(address);
  requireProblem(spec, generators);
  return spec;
}

function caseAt(address: string, { kernels, baselines, generators }: EngineCatalog): Case {
  const parsed = parseCase(address);
  requireProblem(parsed.problem, generators);
  const { kernelId, tunables } = parsed;
  const kernel = kernels.get(kernelId);
  if (kernel) {
    requireAllowed(kernel, tunables);
    requireShare(kernel, parsed);
    // An address may name defaults, too: the same case has one address.
    return { ...parsed, tunables: differing(kernel, tunables) };
  }
  const baseline = baselines.get(kernelId);
  if (!baseline) {
    const known = [...kernels.keys(), ...baselines.keys()].join(', ');
    throw new UserError(`no kernel "${kernelId}"; there is ${known}`, EXIT.usage);
  }
  requireAllowed({ id: kernelId, tunables: {} }, tunables);
  return parsed;
}

/** Files are looked for when they have been read. */
function requireProblem(
  { generator: id, params }: ProblemSpec,
  generators: EngineCatalog['generators'],
): void {
  if (id === 'file') return;
  const generator = generators.get(id);
  if (!generator) {
    throw new UserError(`no generator "${id}"; there is ${[...generators.keys()].join(', ')}`, EXIT.usage);
  }
  resolveParams(generator, params);
}

function requireShare({ id, dilutable }: KernelDescriptor, { memoryShare, residentBytes }: Case): void {
  if (!MEMORY_SHARES.some(share => share === memoryShare)) {
    throw new UserError(`share is one of ${MEMORY_SHARES.join(', ')}, not ${memoryShare}`, EXIT.usage);
  }
  if (memoryShare < 1 && !dilutable) {
    throw new UserError(`${id} is not dilutable: it takes no share but 1, not ${memoryShare}`, EXIT.usage);
  }
  if (residentBytes !== undefined && !RESIDENT_SETS_BYTES.some(bytes => bytes === residentBytes)) {
    const allowed = RESIDENT_SETS_BYTES.join(', ');
    throw new UserError(`resident is one of ${allowed}, not ${residentBytes}`, EXIT.usage);
  }
}
