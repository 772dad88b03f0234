import { baselines, formats, generators, get, kernels, operations } from '../catalog.ts';
import type { Format } from '../core/format.ts';
import { completeTunables, type Launch, tunedNames } from '../core/kernel.ts';
import type { Operation } from '../core/operation.ts';
import type { DeferredSection, Group, Plan, Section } from '../core/plan.ts';
import type { Matrix, Problem, ProblemSpec } from '../core/problem.ts';
import { formatCase, formatProblem } from '../core/record/address.ts';
import { launchIdentity } from '../core/record/launch-identity.ts';
import type { Case } from '../core/record/record.ts';
import { type Converted, converted, type HostClock } from '../measure/case/conversion.ts';
import type { ResolvedHostCase } from '../measure/case/host-case.ts';
import type { Reference, ResolvedCase } from '../measure/case/resolved-case.ts';
import { SMALLEST_NORMAL } from '../operations/checks/flushing.ts';
import { makeProblem } from '../problems/generate.ts';
import { canonicalJson, textHash } from '../store/hash.ts';

/** The case with all tunables of its kernel, so that its address means the same after a default has changed. */
export function completeCase(c: Case): Case {
  const kernel = kernels.get(c.kernelId);
  return kernel ? { ...c, tunables: completeTunables(kernel, c.tunables) } : c;
}

/**
 * Where the cases of suites, which name only the tunables that they choose, become those of records: every case of the
 * plan, those chosen later included, names all.
 */
export function completePlan(plan: Plan): Plan {
  const groups = (given: readonly Group[]) => given.map(group => group.map(completeCase) as unknown as Group);
  const section = (given: Section | DeferredSection): Section | DeferredSection =>
    'groups' in given
      ? { ...given, groups: groups(given.groups) }
      : { ...given, choose: records => groups(given.choose(records)) };
  const { refine } = plan;
  return {
    ...plan,
    sections: plan.sections.map(section),
    hostCases: plan.hostCases.map(completeCase),
    leftOut: plan.leftOut.map(({ case: c, reason }) => ({ case: completeCase(c), reason })),
    canary: completeCase(plan.canary),
    ...(refine && {
      refine: records => {
        const refined = refine(records);
        return refined && { ...refined, groups: groups(refined.groups) };
      },
    }),
  };
}

/** SHA-256 prefix of what a launch executes, see core/record/launch-identity.ts. */
export function launchHash(
  wgsl: string,
  launch: Launch,
  tunables: Readonly<Record<string, number>>,
): Promise<string> {
  return textHash(canonicalJson(launchIdentity(wgsl, launch, tunables)));
}

/** Turns cases into what they stand for; makes each problem, encoding and reference once and keeps it until told. */
export interface CaseResolver {
  resolve(c: Case): ResolvedCase;
  resolveHost(c: Case): ResolvedHostCase;
  problem(spec: ProblemSpec): Problem;
  /** Drops problems and encodings whose spec (as JSON) is not in `keep`. References and problems from files stay. */
  forget(keep: ReadonlySet<string>): void;
}

/**
 * Of the types that matrices are stored in: smaller numbers may be flushed to zero. Grouped integers are multiples of a
 * scale, which may be flushed as an f32.
 */
const SMALLEST_NORMALS: Readonly<Record<Format['valueType'], number>> = {
  f32: SMALLEST_NORMAL,
  u32: SMALLEST_NORMAL,
  f16: 2 ** -14,
  i8: 128 * SMALLEST_NORMAL,
  i4: 8 * SMALLEST_NORMAL,
};

/**
 * @param files problems read from files, by generator `file`
 * @param textHashes SHA-256 prefixes of the shader or function texts by kernel id
 * @param clock times what converting a matrix takes; null: nobody asks
 */
export function createResolver(
  files: readonly Problem[],
  textHashes: ReadonlyMap<string, string>,
  clock: HostClock | null = null,
): CaseResolver {
  const made = new Map<string, Problem>();
  // Problems with one matrix share its encodings, too.
  const encodings = new Map<Matrix, Map<string, Converted>>();
  // Small beside their problems, and wanted again by later sections.
  const references = new Map<string, Reference>();
  const fromFiles = new Map(files.map(problem => [formatProblem(problem.spec), problem]));

  const make = (spec: ProblemSpec): Problem =>
    remember(
      made,
      JSON.stringify(spec),
      () =>
        fromFiles.get(formatProblem(spec)) ?? makeProblem(get(generators, spec.generator, 'generator'), spec),
    );

  const conversion = ({ a }: Problem, format: Format): Converted => {
    const ofMatrix = remember(encodings, a, () => new Map<string, Converted>());
    return remember(ofMatrix, format.id, () => converted(format, a, clock));
  };

  /** The problem with the values that the format stores. */
  const storedOf = (spec: ProblemSpec, format: Format): Problem => {
    const problem = make(spec);
    return format.lossy ? { ...problem, a: format.decode(conversion(problem, format).encoded) } : problem;
  };

  const parts = (c: Case, operationId: string, formatId: string, kernelId: string) => {
    const operation: Operation = get(operations, operationId, 'operation');
    const format: Format = get(formats, formatId, 'format');
    return {
      case: c,
      address: formatCase(c),
      operation,
      format,
      kernelHash: textHashes.get(kernelId) ?? '',
      problem: () => make(c.problem),
      encoded: () => conversion(make(c.problem), format).encoded,
      conversionNs: () => encodings.get(make(c.problem).a)?.get(formatId)?.conversionNs ?? null,
      reference: () => {
        const what = format.lossy ? `${operationId} ${formatId}` : operationId;
        return remember(references, `${what} ${JSON.stringify(c.problem)}`, () => {
          const stored = storedOf(c.problem, format);
          return {
            expected: operation.reference(stored),
            scale: operation.errorScale(stored),
            // Rarely asked for: what is stored is not kept for it.
            ...(operation.flushing && {
              flushing: () =>
                operation.flushing!(storedOf(c.problem, format), SMALLEST_NORMALS[format.valueType]),
            }),
          };
        });
      },
    };
  };

  return {
    resolve: given => {
      const kernel = get(kernels, given.kernelId, 'kernel');
      const c = completeCase(given);
      return {
        ...parts(c, kernel.operation, kernel.format, kernel.id),
        kind: 'webgpu',
        tuned: tunedNames(kernel, c.tunables),
        kernel,
        launchHash: launch => launchHash(kernel.wgsl, launch, c.tunables),
      };
    },
    resolveHost: c => {
      const baseline = get(baselines, c.kernelId, 'host baseline');
      const named = parts(c, baseline.operation, baseline.format, baseline.id);
      return { ...named, kind: 'host', tuned: [], launchHash: named.kernelHash, baseline };
    },
    problem: make,
    forget: keep => {
      for (const key of made.keys()) if (!keep.has(key)) made.delete(key);
      const kept = new Set([...made.values()].map(({ a }) => a));
      for (const a of encodings.keys()) if (!kept.has(a)) encodings.delete(a);
    },
  };
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}
