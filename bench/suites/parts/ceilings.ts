import type { Section, SuiteContext } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record/record.ts';
import { makeCase, problem, singles, vectorLike } from './cases.ts';
import { pilotedBytesPerNs, powerWithin } from './device-rates.ts';
import type { Sizes } from './sizes.ts';

const KIB = 1024;
const WORD_BYTES = 4;
const LINE_BYTES = 64;
/** Hops of a chain in a curve point: enough for a rate, few enough for the reference. */
const CURVE_STEPS = 16;
/** Bytes that one dispatch of a curve point reads at least, so that its start and end do not count. */
const CURVE_BYTES = { hardware: [64 * KIB * KIB, 1024 * KIB * KIB], software: 4 * KIB * KIB } as const;
/**
 * At the rate of memory. Launching takes some microseconds, and the nearest cache is some times as fast as memory: a
 * point then still takes fifty times as long as launching it.
 */
const CURVE_NS = 500e3;

/** Launch shapes that a ceiling is the best of; brief suites try the first ones only. */
const SHAPES = {
  read: [{}, { shape: 1 }, { shape: 2 }, { loads: 4 }, { workgroupSize: 256 }],
  wide: [{}, { shape: 1 }, { shape: 2 }],
  fma: [{}, { vectors: 8 }, { vectors: 2 }],
  rotation: [{}, { vectors: 8 }],
  f16: [{}, { vectors: 8 }],
  i8: [{}, { chains: 16 }],
} satisfies Record<string, readonly Case['tunables'][]>;
const BRIEF_SHAPES: typeof SHAPES = {
  read: SHAPES.read.slice(0, 2),
  wide: [{}],
  fma: SHAPES.fma.slice(0, 2),
  rotation: SHAPES.rotation.slice(0, 1),
  f16: [],
  i8: [],
};

/** `some`: all ways to read, the one that judges. `plain`: what a CPU has time for. */
const SHAPES_OF = {
  brief: BRIEF_SHAPES,
  some: { ...BRIEF_SHAPES, read: SHAPES.read, f16: [{}], i8: [{}] },
  plain: { ...SHAPES, rotation: BRIEF_SHAPES.rotation, f16: [], i8: [] },
  full: SHAPES,
};

/** The ceilings that everything else is compared with: read, write, copy, gather, multiply-add, dispatch. */
export function ceilingsSection(
  context: SuiteContext,
  sizes: Sizes,
  weight: number,
  detail: keyof typeof SHAPES_OF = 'full',
): Section {
  const shapes = SHAPES_OF[detail];
  const vector = vectorLike(sizes.matvec, sizes.matvec);
  const written = problem('vector', { n: sizes.writtenWords });
  const chains = problem('chains', { count: sizes.fmaChains, length: sizes.fmaLength });
  const chained = (kernelId: string, tunables: readonly Case['tunables'][]): readonly Case[] =>
    tunables.map(each => makeCase(kernelId, chains, { tunables: each, cache: 'hot' }));
  // What the verdict needs is prepared first: time may end before the rest.
  const cases = [
    ...readShapes(context, shapes.read).map(tunables => makeCase('probe/read', vector, { tunables })),
    gatherCase(sizes),
    ...chained('probe/fma', shapes.fma),
    ...chained('probe/fma-rotation', shapes.rotation),
    makeCase('probe/dispatch', problem('nothing'), { cache: 'hot' }),
    makeCase('probe/dispatch', problem('nothing'), { cache: 'hot', clock: 'wall' }),
    ...shapes.wide.map(tunables => makeCase('probe/write', written, { tunables })),
    ...shapes.wide.map(tunables => makeCase('probe/copy', written, { tunables })),
    ...chained('probe/fma-f16', shapes.f16),
    ...chained('probe/dot-i8', shapes.i8),
  ];
  return { id: 'ceilings', title: 'Ceilings', groups: singles(cases), weight };
}

/** The one that the pilot found fastest, which is beside the products, too, and the usual ones. */
function readShapes(
  { pilot }: SuiteContext,
  shapes: readonly Case['tunables'][],
): readonly Case['tunables'][] {
  const all = [pilot.tunables('probe/read'), ...shapes].map(shape => [JSON.stringify(shape), shape] as const);
  return [...new Map(all).values()];
}

/** Random lines from a table beyond the caches. */
export function gatherCase(sizes: Sizes): Case {
  const table = problem('table', {
    lines: sizes.gatherLines,
    chains: sizes.gatherChains,
    steps: sizes.gatherSteps,
  });
  return makeCase('probe/gather', table, { cache: 'hot' });
}

/** Read bandwidth over working sets: small ones are read several times in one dispatch. */
export function readCurveSection(
  context: SuiteContext,
  workingSetsBytes: readonly number[],
  weight: number,
): Section {
  const cases = workingSetsBytes.map(bytes => curveCase('probe/read', bytes, curveBytes(context)));
  return { id: 'read-curve', title: 'Read bandwidth by working set', groups: singles(cases), weight };
}

/** Write, copy and gather rates over working sets, beside the read curve. */
export function otherCurvesSection(
  context: SuiteContext,
  workingSetsBytes: readonly number[],
  parts: { readonly gatherChains: number; readonly weight: number },
): Section {
  const { gatherChains: chains, weight } = parts;
  const cases = workingSetsBytes.flatMap(bytes => [
    // A copy has two arrays: its working set is twice as many words as are read.
    curveCase('probe/write', bytes, curveBytes(context)),
    curveCase('probe/copy', bytes / 2, curveBytes(context)),
    makeCase('probe/gather', problem('table', { lines: bytes / LINE_BYTES, chains, steps: CURVE_STEPS }), {
      cache: 'hot',
    }),
  ]);
  return { id: 'curves', title: 'Write, copy and gather by working set', groups: singles(cases), weight };
}

function curveBytes(context: SuiteContext): number {
  if (context.deviceClass === 'software') return CURVE_BYTES.software;
  return powerWithin(CURVE_BYTES.hardware, pilotedBytesPerNs(context) * CURVE_NS);
}

function curveCase(kernelId: string, bytes: number, leastBytes: number): Case {
  const passes = Math.max(1, Math.ceil(leastBytes / bytes));
  return makeCase(kernelId, problem('vector', { n: bytes / WORD_BYTES, passes }), { cache: 'hot' });
}

/** Powers of `factor` from 64 KiB up to `largestBytes`. */
export function workingSets(largestBytes: number, factor: number): readonly number[] {
  const sizes: number[] = [];
  for (let bytes = 64 * KIB; bytes <= largestBytes; bytes *= factor) sizes.push(bytes);
  return sizes;
}
