import { describe, expect, it } from 'vitest';
import { PATTERNS } from '../../../bench/suites/parts/sparse/patterns.ts';
import { okRecord } from '../../analysis/testing/ok-record.ts';
import { createBlanks } from '../../blank/blanks.ts';
import { formats, generators, get, kernels } from '../../catalog.ts';
import type { Environment } from '../../core/environment.ts';
import { defaultTunables, type KernelDescriptor } from '../../core/kernel.ts';
import { isProduct } from '../../core/operation.ts';
import { factsOf, type Problem, type ProblemSpec } from '../../core/problem.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { makeProblem } from '../../problems/generate.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import type { Examined } from '../examined.ts';
import { relaunch } from '../relaunch/relaunch.ts';
import asLaunched from './as-launched.relation.ts';
import countedWork from './counted-work.relation.ts';

const SIDE = 200;
const DENSITIES = [0.01, 0.1, 0.3, 0.7];
const COPIES = 3;

const environment = { limits: DEFAULT_LIMITS, adapter: {} } as unknown as Environment;
const sparseKernels = [...kernels.values()].filter(
  ({ operation, format }) => isProduct({ operation }) && formats.get(format)!.family !== 'dense',
);
/** No whole vec4 of columns, and more than a tile of them. */
const BATCHES = [1, 7, 70];
/** Hardly any entries, or few columns, so that words and ranks of a bitmap, places of rows and ends of slices weigh most. */
const emptyish = [
  { m: 600, n: 600, density: 0.0002 },
  { m: 300, n: 1, density: 0.2 },
  { m: 300, n: 33, density: 0.2 },
].map(params =>
  makeProblem(get(generators, 'uniform', 'generator'), { generator: 'uniform', params, seed: 1 }),
);
/** Few inputs of a sparse x, or nearly all. */
const withActiveInputs = [
  { m: SIDE, n: SIDE, density: 0.1, active: 0.01 },
  { m: SIDE, n: SIDE, density: 0.1, active: 0.9 },
  { m: 600, n: 600, density: 0.001, active: 0.002 },
].map(params =>
  makeProblem(get(generators, 'uniform', 'generator'), { generator: 'uniform', params, seed: 1 }),
);
/** What formats of groups take. */
const grouped = [
  { m: 200, n: 200, keep: 2 },
  { m: 200, n: 201, keep: 1 },
].map(params => makeProblem(get(generators, 'nm', 'generator'), { generator: 'nm', params, seed: 1 }));
const specs = Object.values(PATTERNS).flatMap(at => DENSITIES.flatMap(density => at(SIDE, density) ?? []));
const problems = specs.map(made);
const withBatches = [
  ...specs,
  ...[2, 33].map(n => ({ generator: 'uniform', params: { m: 300, n, density: 0.2 }, seed: 1 })),
].flatMap(spec => BATCHES.map(batch => made({ ...spec, params: { ...spec.params, batch } })));

function made(spec: ProblemSpec): Problem {
  return makeProblem(get(generators, spec.generator, 'generator'), spec);
}

/** What a session would write of the kernel on the problem; null where the format refuses it. */
function recordOf(kernel: KernelDescriptor, problem: Problem): OkRecord | null {
  const format = formats.get(kernel.format)!;
  if (format.admissible(problem.a) !== true) return null;
  const tunables = defaultTunables(kernel);
  const launch = kernel.launch({
    problem,
    encoded: format.encode(problem.a),
    tunables,
    limits: DEFAULT_LIMITS,
    memoryShare: 1,
  });
  const weights = launch.resources.filter(({ role }) => role === 'weights');
  const bytes = weights.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const usual = okRecord({ problem: factsOf(problem), problemSpec: problem.spec, kernelId: kernel.id });
  return {
    ...usual,
    operation: kernel.operation,
    format: format.id,
    family: format.family,
    valueType: format.valueType,
    case: { ...usual.case, kernelId: kernel.id, problem: problem.spec, tunables },
    work: launch.work,
    stageCount: launch.stages.length,
    copies: { count: COPIES, workingSetBytes: COPIES * bytes, cut: null },
  };
}

async function messagesOf(record: OkRecord): Promise<readonly string[]> {
  const relaunched = await relaunch(record, environment, createBlanks());
  const run = {
    ok: [{ where: '', record }],
    relaunched: new Map(relaunched ? [[record, relaunched]] : []),
  } as unknown as Examined;
  expect(relaunched).not.toBeNull();
  return [...asLaunched.breaches(run), ...countedWork.breaches(run)].map(
    ({ where, message }) => `${where} ${message}`,
  );
}

describe.each(sparseKernels)('what $id counts', kernel => {
  const taken =
    kernel.operation === 'matvec' ? [...problems, ...emptyish, ...withActiveInputs, ...grouped] : withBatches;
  const records = taken.flatMap(problem => recordOf(kernel, problem) ?? []);

  it('is believed on every pattern that its format takes', async () => {
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(await messagesOf(record), record.address).toEqual([]);
  });

  it('is not, where a file says half or ten times as much', async () => {
    const record = records.reduce((a, b) => (b.problem.nnz > a.problem.nnz ? b : a));
    for (const factor of [0.5, 10]) {
      for (const name of ['usefulFlops', 'compulsoryBytes', 'modelledBytes'] as const) {
        const work = { ...record.work, [name]: factor * record.work[name] };
        expect(await messagesOf({ ...record, work }), name).not.toEqual([]);
      }
      const copies = { ...record.copies, workingSetBytes: factor * record.copies.workingSetBytes };
      expect(await messagesOf({ ...record, copies })).not.toEqual([]);
    }
  });
});
