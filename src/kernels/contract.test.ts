import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, generators, kernels, operations } from '../catalog.ts';
import { LEAST_RESIDENT_BYTES, MEMORY_SHARES, RESIDENT_SET_BYTES } from '../core/dilution.ts';
import type { KernelDescriptor, KernelLimits, Launch, Resource } from '../core/kernel.ts';
import type { Problem } from '../core/problem.ts';
import { LARGEST_ELEMENTS, LARGEST_ROWS } from '../testing/contract.ts';
import { contractOfFormat, contractOfOperation, problemsOf } from '../testing/contract-pieces.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { launchOn, tinyProblem, tunableCombinations } from '../testing/tiny-cases.ts';

/** What every kernel, format and operation of the catalogue must keep to, whoever adds it. */

const kernelFiles = import.meta.glob<KernelDescriptor>('./**/*.kernel.ts', {
  eager: true,
  import: 'default',
});
const operationFiles = import.meta.glob('../operations/*.operation.ts');
const shaders = import.meta.glob<string>('../../shaders/**/*.wgsl', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Problems that make kernels choose, of those that the kernel's format takes; the GPU contract names the others. */
function admittedBy(kernel: KernelDescriptor): readonly Problem[] {
  const format = formats.get(kernel.format)!;
  const { handCounted } = contractOfOperation(kernel.operation);
  const { nasty, tuned, divided } = problemsOf(kernel);
  const problems = [handCounted.problem, ...nasty(), ...tuned(), ...divided()];
  return problems.filter(({ a }) => format.admissible(a) === true);
}

/** Above what one dimension of a dispatch has workgroups. */
const MANY_ROWS = 65_536;

const limitChoices = fc.record({
  maxStorageBufferBindingSize: fc.constantFrom(256, 4096, 70_000, 2 ** 27),
  maxBufferSize: fc.constantFrom(4096, 2 ** 28),
});

function expectLaunchable(launch: Launch, limits: KernelLimits): void {
  const byName = new Map(launch.resources.map(resource => [resource.name, resource]));
  expect(byName.size).toBe(launch.resources.length);
  expect(launch.resources.flatMap(resource => faultsOf(resource, limits))).toEqual([]);
  const bound = new Set(launch.stages.flatMap(({ bindings }) => bindings));
  expect([...byName.keys()].filter(name => !bound.has(name))).toEqual([]);
  expect([...bound].filter(name => !byName.has(name))).toEqual([]);
  const mostGroups = limits.maxComputeWorkgroupsPerDimension;
  for (const { bindings, workgroups } of launch.stages) {
    const storage = bindings.filter(name => byName.get(name)!.role !== 'uniform');
    const counts = workgroups.every(count => Number.isInteger(count) && count >= 1 && count <= mostGroups);
    const mostBuffers = limits.maxStorageBuffersPerShaderStage;
    if (storage.length > mostBuffers)
      expect.fail(`${storage.length} buffers, the limits allow ${mostBuffers}`);
    if (!counts) expect.fail(`${workgroups.join(' × ')} workgroups, the limits allow 1 to ${mostGroups}`);
  }
}

/** Plain comparisons: a launch in small bindings has hundreds of resources. */
function faultsOf({ name, byteLength, data, role }: Resource, limits: KernelLimits): readonly string[] {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const least = Math.max(4, data?.byteLength ?? 0);
  const isMade = role === 'output' || role === 'scratch';
  return [
    ...(byteLength % 4 === 0 ? [] : [`${name} takes ${byteLength} bytes, no whole words`]),
    ...(byteLength >= least ? [] : [`${name} takes ${byteLength} bytes, its data ${least}`]),
    ...(byteLength <= most ? [] : [`${name} takes ${byteLength} bytes, the limits allow ${most}`]),
    ...((data === undefined) === isMade ? [] : [`${name} is ${role} and has ${data ? '' : 'no '}data`]),
  ];
}

describe.each(Object.entries(kernelFiles))('%s', (path, kernel) => {
  it('has its path as id, and a shader of the same path, or one that it shares under what their paths begin with', () => {
    expect(`./${kernel.id}.kernel.ts`).toBe(path);
    const ownPath = Object.keys(shaders).find(shaderPath => shaders[shaderPath] === kernel.wgsl);
    expect(`../../shaders/${kernel.id}.wgsl`.startsWith(ownPath!.slice(0, -'.wgsl'.length))).toBe(true);
  });

  it('names an operation and a format that exist, and says what it is', () => {
    expect(operations.has(kernel.operation)).toBe(true);
    expect(formats.has(kernel.format)).toBe(true);
    for (const text of [kernel.label, kernel.description, kernel.source]) expect(text).not.toBe('');
    expect(kernel.tolerance).toBeGreaterThanOrEqual(0);
    expect(kernel.tolerance).toBeLessThan(1e-3);
  });

  it('has a default for every tunable, and no value twice', () => {
    for (const values of Object.values(kernel.tunables)) {
      expect(values.length).toBeGreaterThan(0);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('stays inside any limits, or says why it cannot', () => {
    const problems = new Map(admittedBy(kernel).map(problem => [problem.id, problem]));
    // By name: a counterexample is printed.
    const choice = fc.record({
      name: fc.constantFrom(...problems.keys()),
      tunables: fc.constantFrom(...tunableCombinations(kernel)),
      limits: limitChoices.map(some => ({ ...DEFAULT_LIMITS, ...some })),
      memoryShare: fc.constantFrom(...(kernel.dilutable ? MEMORY_SHARES : [1])),
    });
    fc.assert(
      fc.property(choice, ({ name, ...options }) => {
        const problem = problems.get(name)!;
        // Thousands of bindings would take seconds to make, and show no more than hundreds.
        fc.pre(problem.a.rowCount < MANY_ROWS || options.limits.maxStorageBufferBindingSize > 4096);
        const supported = kernel.supports(problem, options.limits);
        if (supported !== true) {
          expect(supported).toMatch(/\d/);
          return;
        }
        expectLaunchable(launchOn(kernel, problem, options), options.limits);
      }),
      { numRuns: 100, includeErrorInReport: true },
    );
  });

  it('can run its operation on every device', () => {
    expect(kernel.supports(tinyProblem(kernel.operation), DEFAULT_LIMITS)).toBe(true);
  });

  const whereOneVector = kernel.operation === 'matvec' ? it : null;
  whereOneVector?.('refuses several right-hand sides', () => {
    const problem = { ...tinyProblem('matmul'), rhsColumnCount: 2 };
    expect(kernel.supports(problem, DEFAULT_LIMITS)).toBe(
      'matrix × vector takes one right-hand side, there are 2',
    );
  });

  it('executes and moves no less than the operation needs', () => {
    for (const problem of admittedBy(kernel)) {
      const { work } = launchOn(kernel, problem);
      expect(work.executedFlops).toBeGreaterThanOrEqual(work.usefulFlops);
      expect(work.modelledBytes).toBeGreaterThanOrEqual(work.compulsoryBytes);
      expect(Object.values(work).every(Number.isSafeInteger)).toBe(true);
    }
  });

  const whereDilutable = kernel.dilutable ? it : null;
  whereDilutable?.('at every share reads existing rows, at share 1 its own', () => {
    const operation = operations.get(kernel.operation)!;
    const dilutions = MEMORY_SHARES.flatMap(share =>
      [RESIDENT_SET_BYTES, LEAST_RESIDENT_BYTES].map(bytes => [share, bytes] as const),
    );
    for (const problem of admittedBy(kernel)) {
      const length = operation.outputLength(problem);
      const referenceLength = operation.reference(problem).length;
      for (const [memoryShare, residentBytes] of dilutions) {
        const { expectedIndex, ownReference } = launchOn(kernel, problem, {
          memoryShare,
          residentBytes,
        });
        const known = referenceLength + (ownReference?.().expected.length ?? 0);
        if (memoryShare < 1) expect(expectedIndex).toBeDefined();
        const sources = Array.from({ length }, (_, i) => expectedIndex?.(i) ?? i);
        expect(sources.every(source => Number.isInteger(source) && source >= 0 && source < known)).toBe(true);
        if (memoryShare === 1) expect(sources.every((source, i) => source === i)).toBe(true);
      }
    }
  });

  it('takes the same pipeline at every share', () => {
    const problem = tinyProblem(kernel.operation);
    const [whole, none] = [1, kernel.dilutable ? 0 : 1].map(memoryShare =>
      launchOn(kernel, problem, { memoryShare }),
    );
    expect(none!.constants).toEqual(whole!.constants);
    expect(none!.specialize).toEqual(whole!.specialize);
    expect(none!.stages).toEqual(whole!.stages);
    expect(none!.work).toEqual(whole!.work);
  });

  it('counts a tiny case as by hand', () => {
    const format = formats.get(kernel.format)!;
    const { problem, usefulFlops, compulsoryBytes } = contractOfOperation(kernel.operation).handCounted;
    const { a, storedBytes } = contractOfFormat(kernel.format).handCounted;
    const { work } = launchOn(kernel, problem);
    const beside = `work of ${kernel.id}, as counted in operations/${kernel.operation}.contract.ts and the contract beside ${kernel.format}`;
    expect({ usefulFlops: work.usefulFlops, compulsoryBytes: work.compulsoryBytes }, beside).toEqual({
      usefulFlops,
      compulsoryBytes: compulsoryBytes(problem.a === a ? storedBytes : Number.NaN, format),
    });
  });
});

describe.each(Object.entries(shaders))('%s', (path, loaded) => {
  const lines = readFileSync(join(import.meta.dirname, path), 'utf8').split('\n');

  it('opens with a comment that tells what it computes', () => {
    const opening = lines.slice(
      0,
      lines.findIndex(line => !line.startsWith('//')),
    );
    expect(opening.length).toBeGreaterThanOrEqual(3);
  });

  it('serves a kernel, or a clock', () => {
    const users = [...kernels.values()].filter(({ wgsl }) => wgsl === loaded);
    expect(users.length > 0 || path.includes('/clock/')).toBe(true);
  });

  it('is loaded without comments, each line where it was', () => {
    expect(loaded).not.toContain('//');
    expect(loaded.split('\n').map(line => line.trim())).toEqual(
      lines.map(line => line.replace(/\/\/.*/, '').trim()),
    );
  });
});

describe('operations', () => {
  it('have their file name as id', () => {
    const files = [...operations.keys()].map(id => `../operations/${id}.operation.ts`);
    expect(files.sort()).toEqual(Object.keys(operationFiles).sort());
  });

  it.each([...operations.keys()])('%s keeps its contract small, and each problem under a name', id => {
    const { nasty, tuned, divided } = contractOfOperation(id);
    for (const problems of [nasty(), tuned(), divided()]) {
      expect(problems.length).toBeGreaterThan(0);
      expect(new Set(problems.map(problem => problem.id)).size).toBe(problems.length);
      for (const { a } of problems) {
        expect(a.rowCount).toBeLessThanOrEqual(LARGEST_ROWS);
        expect(a.rowCount * a.columnCount).toBeLessThanOrEqual(LARGEST_ELEMENTS);
      }
    }
  });

  it.each([...operations.keys()])('%s has a kernel', id => {
    const served = new Set([...kernels.values()].map(kernel => kernel.operation));
    const advice = `write src/kernels/<family>/<name>.kernel.ts with operation: '${id}'`;
    expect(served.has(id), advice).toBe(true);
  });
});

describe('problem generators', () => {
  it.each([...generators.values()])('$id says what it is and bounds its parameters', generator => {
    expect(generator.description).not.toBe('');
    for (const { minimum, maximum, meaning, fallback } of Object.values(generator.params)) {
      expect(meaning).not.toBe('');
      expect(minimum).toBeLessThanOrEqual(maximum);
      if (fallback !== undefined) expect(fallback >= minimum && fallback <= maximum).toBe(true);
    }
  });
});
