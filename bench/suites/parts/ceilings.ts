import type { Section } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record.ts';
import { makeCase, problem, singles, vectorLike } from './cases.ts';
import type { Sizes } from './sizes.ts';

const KIB = 1024;
const WORD_BYTES = 4;
/** Bytes that one dispatch of a curve point reads at least, so that its start and end do not count. */
const CURVE_BYTES = { hardware: 64 * KIB * KIB, software: 4 * KIB * KIB } as const;

/** Launch shapes of the read probe that a ceiling is the best of. */
const READ_SHAPES: readonly Case['tunables'][] = [{}, { shape: 1 }, { loads: 4 }, { workgroupSize: 256 }];
const WIDE_SHAPES: readonly Case['tunables'][] = [{}, { shape: 1 }];
const FMA_SHAPES: readonly Case['tunables'][] = [{}, { vectors: 4 }, { vectors: 1 }];

/** The ceilings that everything else is compared with: read, write, copy, gather, multiply-add, dispatch. */
export function ceilingsSection(sizes: Sizes, weight: number): Section {
  const vector = vectorLike(sizes.matvec, sizes.matvec);
  const chains = problem('chains', { count: sizes.fmaChains, length: sizes.fmaLength });
  const cases = [
    ...READ_SHAPES.map(tunables => makeCase('probe/read', vector, { tunables })),
    ...WIDE_SHAPES.map(tunables => makeCase('probe/write', vector, { tunables })),
    ...WIDE_SHAPES.map(tunables => makeCase('probe/copy', vector, { tunables })),
    gatherCase(sizes),
    ...FMA_SHAPES.map(tunables => makeCase('probe/fma', chains, { tunables, cache: 'hot' })),
    makeCase('probe/dispatch', problem('nothing'), { cache: 'hot' }),
    makeCase('probe/dispatch', problem('nothing'), { cache: 'hot', clock: 'wall' }),
  ];
  return { id: 'ceilings', title: 'Ceilings', groups: singles(cases), weight };
}

/** Random lines from a table beyond the caches. */
export function gatherCase(sizes: Sizes): Case {
  const table = problem('table', { lines: sizes.gatherLines, chains: sizes.gatherChains, steps: 64 });
  return makeCase('probe/gather', table, { cache: 'hot' });
}

/** Read bandwidth over working sets: small ones are read several times in one dispatch. */
export function readCurveSection(
  deviceClass: keyof typeof CURVE_BYTES,
  workingSetsBytes: readonly number[],
  weight: number,
): Section {
  const cases = workingSetsBytes.map(bytes => {
    const passes = Math.max(1, Math.ceil(CURVE_BYTES[deviceClass] / bytes));
    return makeCase('probe/read', problem('vector', { n: bytes / WORD_BYTES, passes }), { cache: 'hot' });
  });
  return { id: 'read-curve', title: 'Read bandwidth by working set', groups: singles(cases), weight };
}

/** Powers of `factor` from 64 KiB up to `largestBytes`. */
export function workingSets(largestBytes: number, factor: number): readonly number[] {
  const sizes: number[] = [];
  for (let bytes = 64 * KIB; bytes <= largestBytes; bytes *= factor) sizes.push(bytes);
  return sizes;
}
