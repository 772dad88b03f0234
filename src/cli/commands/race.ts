import { join } from 'node:path';
import type { Command } from 'commander';
import { racesOf } from '../../analysis/compare/race.ts';
import { type Race, raceSuite, racingKernels } from '../../app/race-suite.ts';
import { partsOf } from '../../catalog.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { requireWritable } from '../../store/folder.ts';
import { problemAt } from '../addresses.ts';
import type { Context } from '../context.ts';
import { deliver } from '../delivery.ts';
import type { EngineCatalog } from '../engine.ts';
import { matrixInputs } from '../matrices/matrix-inputs.ts';
import { exitCodeOf, measured } from '../measuring.ts';
import {
  adapterOption,
  collect,
  type Format,
  formatOption,
  fullOption,
  parseSeconds,
  parseSeed,
} from '../options.ts';
import { formatRace } from '../terminal/output.ts';

interface RaceOptions {
  readonly against?: string;
  readonly problem?: readonly string[];
  readonly matrix: readonly string[];
  readonly adapter?: string;
  readonly seed: number;
  readonly timeBudget?: number;
  readonly format: Format;
  readonly full?: true;
  readonly out: string;
}

export function addRace(program: Command, context: Context): void {
  program
    .command('race')
    .summary('one kernel against the fastest of its rivals, as a ratio with its interval')
    .description(
      'Picks the fastest rival in rounds of its own, then runs it in turns with the kernel (A B B A), both with the ' +
        'tunables that a pilot found and both checked, and prints the ratio of their times with its 95 % interval.',
    )
    .argument('<kernel>', 'the id of a kernel: spmv/my-kernel')
    .option('--against <glob>', 'rivals (default: kernels of the same operation and value type)')
    .option('--problem <address...>', "on these (default: the operation's two largest that the device takes)")
    .option(
      '--matrix <file>',
      'on this Matrix Market or .smtx file, gzip or a pipe as well; repeatable',
      collect,
      [],
    )
    .addOption(adapterOption())
    .option('--seed <n>', 'of the order of cases', parseSeed, 1)
    .option('--time-budget <seconds>', 'about how long to measure', parseSeconds)
    .addOption(formatOption().default('table'))
    .addOption(fullOption())
    .option('--out <folder>', 'where the result file goes', join('results', 'local'))
    .addHelpText('after', EXAMPLES)
    .action((kernelId: string, options: RaceOptions) => race(kernelId, options, context));
}

const EXAMPLES = `
Examples:
  Is my kernel faster than the fastest of the others?
    npm run -s ridgepoint -- race spmv/csr-vector
  Than these, within 20 seconds, and on the matrix that I care about?
    npm run -s ridgepoint -- race gemv/subgroup --against 'gemv/*' --time-budget 20
    npm run -s ridgepoint -- race spmv/csr-scalar --matrix weights.smtx
    npm run -s ridgepoint -- race spmv/csr-scalar --against spmv/csr-vector \\
      --problem 'uniform(m=4096,n=4096,density=0.01)' 'banded(m=65536,n=65536,halfWidth=8)'

Exit codes: 0 faster, slower or undecided; 2 unknown kernel, no rival, or one of
  another operation; 4 an output was wrong.
`;

async function race(kernelId: string, options: RaceOptions, context: Context): Promise<void> {
  const { engine } = context;
  const asked = askedRace(kernelId, options, engine.catalog);
  const files = await matrixInputs(options.matrix);
  await requireWritable(options.out);
  const relaunched = await engine.relaunch(options.adapter ?? null);
  if (relaunched !== null) return context.exitWith(relaunched);
  const suite = raceSuite(asked);
  const request = {
    suiteId: suite.id,
    suite,
    files,
    kernelsGlob: racingKernels(asked),
    adapter: options.adapter ?? null,
    seed: options.seed,
    timeBudgetMs: options.timeBudget === undefined ? null : options.timeBudget * 1000,
    label: null,
    programVersion: context.programVersion,
  };
  const { out, format } = options;
  const full = options.full === true;
  const { file, partial } = await measured(signal => engine.runSuite({ ...request, signal }), out, context);
  context.exitWith(exitCodeOf(file));
  const { io } = context;
  const text = (location: string | null) => formatRace(file, format, io, { full, location });
  await deliver(file, { out, format, partial, text }, io);
  requireRace(file, asked);
}

/** @throws UserError for a race that cannot be run */
function askedRace(
  kernelId: string,
  { against, problem = [], matrix }: RaceOptions,
  catalog: EngineCatalog,
): Race {
  const kernel = catalog.kernels.get(kernelId);
  if (!kernel) {
    const known = [...catalog.kernels.keys()].join(', ');
    throw new UserError(`no kernel "${kernelId}"; there is ${known}`, EXIT.usage);
  }
  const rivalIds =
    against === undefined ? usualRivals(kernel, catalog) : namedRivals(kernel, against, catalog);
  const problems = problem.map(address => problemAt(address, catalog));
  if (problems.length + matrix.length === 0 && partsOf(kernel).operation.pilot === null) {
    throw new UserError(
      `${kernel.operation} has no problems of its own to race on: name some with --problem or --matrix`,
      EXIT.usage,
    );
  }
  return { kernelId, rivalIds, problems };
}

/** Kernels of the same operation whose stored values have the same type. */
function usualRivals(kernel: KernelDescriptor, { kernels, formats }: EngineCatalog): readonly string[] {
  const typeOf = ({ format }: KernelDescriptor) => formats.get(format)?.valueType;
  const rivals = [...kernels.values()].filter(
    other =>
      other.id !== kernel.id && other.operation === kernel.operation && typeOf(other) === typeOf(kernel),
  );
  if (rivals.length > 0) return rivals.map(({ id }) => id);
  throw new UserError(
    `${kernel.id} has no rival: no other kernel computes ${kernel.operation} on ${typeOf(kernel)} values`,
    EXIT.usage,
  );
}

function namedRivals(kernel: KernelDescriptor, glob: string, catalog: EngineCatalog): readonly string[] {
  const named = catalog.matchKernels(glob).filter(id => id !== kernel.id);
  if (named.length === 0) {
    throw new UserError(`${kernel.id} has no rival: "${glob}" names nothing but itself`, EXIT.usage);
  }
  const operationOf = (id: string) => catalog.kernels.get(id)!.operation;
  const rivals = named.filter(id => operationOf(id) === kernel.operation);
  if (rivals.length > 0) return rivals;
  const others = named.map(id => `${id} (${operationOf(id)})`).join(', ');
  throw new UserError(
    `${kernel.id} has no rival: it computes ${kernel.operation}, and "${glob}" names ${others}`,
    EXIT.usage,
  );
}

/** @throws UserError where the run went to its end, nothing was wrong, and still no two kernels met */
function requireRace(file: ResultFile, { kernelId }: Race): void {
  if (exitCodeOf(file) !== EXIT.ok || racesOf(file.records).length > 0) return;
  throw new UserError(`${kernelId} met no rival here; the report above says why`, EXIT.usage);
}
