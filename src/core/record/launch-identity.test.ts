import { describe, expect, it } from 'vitest';
import { kernels, partsOf } from '../../catalog.ts';
import { given, uniform } from '../../kernels/uniform.ts';
import { CHUNK_BYTES } from '../../operations/chunks.ts';
import { canonicalJson } from '../../store/hash.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { problemAt } from '../../testing/problem-at.ts';
import { launchOn, tunableCombinations } from '../../testing/tiny-cases.ts';
import { defaultTunables, type KernelDescriptor, type Launch } from '../kernel.ts';
import { launchIdentity, withoutComments } from './launch-identity.ts';

const WGSL = 'const ROWS = 4u;\n@compute @workgroup_size(64) fn main() {}\n';

/** A launch of two slabs. */
function launchWith(ownWord: number, constants: Record<string, number> = { lanes: 8 }): Launch {
  const slab = (index: number, rowCount: number) =>
    uniform(`params.${index}`, [...given(rowCount, index), ownWord]);
  return {
    resources: [slab(0, 100), slab(1, 28), { name: 'y', role: 'output', byteLength: 512 }],
    constants,
    specialize: { ROWS: '2u' },
    stages: [0, 1].map(index => ({
      entryPoint: 'main',
      bindings: ['y', `params.${index}`],
      workgroups: [7 - index, 1, 1],
    })),
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'f32',
  };
}

const LAUNCH = launchWith(3);
const TUNABLES = { lanes: 8, rows: 2 };
const identity = (launch: Launch, wgsl = WGSL, tunables: Readonly<Record<string, number>> = TUNABLES) =>
  canonicalJson(launchIdentity(wgsl, launch, tunables));

describe('the identity of a launch', () => {
  it.each([
    ['a constant', launchWith(3, { lanes: 16 }), WGSL, TUNABLES],
    ['a word of a uniform that is its own', launchWith(4), WGSL, TUNABLES],
    ['a specialisation', { ...LAUNCH, specialize: { ROWS: '4u' } }, WGSL, TUNABLES],
    ['a tunable, the launch being the same', LAUNCH, WGSL, { lanes: 8, rows: 4 }],
    [
      'an entry point',
      { ...LAUNCH, stages: [{ ...LAUNCH.stages[0]!, entryPoint: 'other' }] },
      WGSL,
      TUNABLES,
    ],
    ['the shader', LAUNCH, WGSL.replace('64', '128'), TUNABLES],
  ] as const)('changes with %s', (_, launch, wgsl, tunables) => {
    expect(identity(launch, wgsl, tunables)).not.toBe(identity(LAUNCH));
  });

  it('does not change with the order in which tunables and constants are named', () => {
    const reordered = launchWith(3, { a: 1, lanes: 8 });
    expect(identity(reordered, WGSL, { rows: 2, lanes: 8 })).toBe(
      identity(launchWith(3, { lanes: 8, a: 1 }), WGSL, { lanes: 8, rows: 2 }),
    );
  });

  it('does not change with comments or empty lines', () => {
    expect(identity(LAUNCH, `// What it does.\n\n${WGSL.replace('fn', '/* the only */fn')}`)).toBe(
      identity(LAUNCH),
    );
  });

  it('does not change with the number and size of the slabs that limits make', () => {
    const one = { ...LAUNCH, stages: LAUNCH.stages.slice(0, 1), resources: LAUNCH.resources.slice(0, 1) };
    expect(identity(one)).toBe(identity(LAUNCH));
  });
});

describe('a shader without comments', () => {
  it.each([
    ['a / b // c\nd', 'a / b\nd'],
    ['a /* b // c */ d', 'a  d'],
    ['a /* b /* c */ d */ e', 'a  e'],
    ['a // b /* c\nd */ e', 'a\nd */ e'],
    ['a * b /* never ended', 'a * b'],
  ])('of %j is %j', (wgsl, bare) => {
    expect(withoutComments(wgsl)).toBe(bare);
  });
});

/** For every operation that splits what it works on: a problem, and bindings of so many bytes that it must. */
const PROBLEMS: Readonly<Record<string, readonly [address: string, bindingBytes: number]>> = {
  matvec: ['uniform(m=300,n=64,density=0.5)', 16_384],
  matmul: ['product(m=96,n=8,k=96)', 16_384],
  read: ['vector(n=50000)', CHUNK_BYTES],
  write: ['vector(n=50000)', CHUNK_BYTES],
  copy: ['vector(n=50000)', CHUNK_BYTES],
};

/** For formats that refuse the other matrix. */
const IN_GROUPS = 'nm(m=300,n=128,keep=1)';

function splitting(kernel: KernelDescriptor): readonly [whole: Launch, split: Launch] | null {
  const known = PROBLEMS[kernel.operation];
  if (!known) return null;
  const [address, bytes] = known;
  const { admissible } = partsOf(kernel).format;
  const problem = [address, IN_GROUPS].map(text => problemAt(text)).find(({ a }) => admissible(a) === true);
  if (!problem) return null;
  const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: bytes, maxBufferSize: bytes };
  if (kernel.supports(problem, limits) !== true) return null;
  const launches = [launchOn(kernel, problem), launchOn(kernel, problem, { limits })] as const;
  return launches[1].stages.length > launches[0].stages.length ? launches : null;
}

describe('a kernel of the catalogue', () => {
  const split = [...kernels.values()].flatMap(kernel => {
    const launches = splitting(kernel);
    return launches ? [{ id: kernel.id, kernel, launches }] : [];
  });

  it('is split by small limits, whatever it multiplies or moves', () => {
    const operations = new Set(split.map(({ kernel }) => kernel.operation));
    expect([...operations].sort()).toEqual(Object.keys(PROBLEMS).sort());
  });

  it.each(split)('$id is the same kernel where limits split its matrix', ({ kernel, launches }) => {
    const tunables = defaultTunables(kernel);
    const [whole, parts] = launches.map(launch => identity(launch, kernel.wgsl, tunables));
    expect(parts).toBe(whole);
  });

  it('has an identity of its own at every choice of tunables', () => {
    const identities = split.flatMap(({ kernel, launches: [launch] }) =>
      tunableCombinations(kernel).map(tunables => identity(launch, kernel.wgsl, tunables)),
    );
    expect(new Set(identities).size).toBe(identities.length);
  });
});
