import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { generators, get } from '../../catalog.ts';
import { EXIT, InvalidFileError, UserError } from '../../core/errors.ts';
import { isProduct } from '../../core/operation.ts';
import { printable, printableJson } from '../../core/printable.ts';
import type { Problem, ProblemSpec } from '../../core/problem.ts';
import { formatProblem, parseProblem } from '../../core/record/address.ts';
import { formatMemory } from '../../core/units.ts';
import { readFiles } from '../../problems/files/read-files.ts';
import { makeProblem, resolveParams } from '../../problems/generate.ts';
import { productSize } from '../../problems/patterns/product-size.ts';
import { loadResultFile, requireWritable, writeWhole } from '../../store/folder.ts';
import { findDisagreement, type ValidationTools } from '../../store/validate.ts';
import type { Context, Io } from '../context.ts';
import {
  type ExportedProblem,
  MANIFEST_VERSION,
  type Manifest,
  resultTemplate,
} from '../exported/manifest.ts';
import { exportedBytes, folderName, writeProblem } from '../exported/problem-files.ts';
import { matrixInputs } from '../matrices/matrix-inputs.ts';
import { collect } from '../options.ts';

interface ExportOptions {
  readonly problem: readonly string[];
  readonly matrix: readonly string[];
  readonly like: readonly string[];
  readonly out: string;
}

/** Large enough that a GPU streams them from memory. */
const DEFAULT_PROBLEMS = [
  'product(m=4096,n=4096,k=4096)',
  'dense(m=8192,n=8192)',
  ...[0.01, 0.03, 0.1, 0.2, 0.3, 0.5].map(density => `uniform(m=8192,n=8192,density=${density})`),
];

const EXAMPLES = `
Without --problem, --matrix or --like: ${DEFAULT_PROBLEMS[0]}, ${DEFAULT_PROBLEMS[1]}
and uniform(m=8192,n=8192,…) at densities 0.01, 0.03, 0.1, 0.2, 0.3, 0.5.

Examples:
  npm run -s ridgepoint -- export --out problems
  npm run -s ridgepoint -- export --like results/local/nvidia-h200/RUN.json --out problems
  npm run -s ridgepoint -- export --problem 'uniform(m=4096,n=4096,density=0.1)#7' --matrix W.mtx --out problems

Then, on a machine with PyTorch and an NVIDIA GPU:
  python3 bench/peers/nvidia.py --problems problems --out vendor.json
`;

export function addExport(program: Command, context: Context): void {
  program
    .command('export')
    .summary('write problems as .npy files, for other programs to measure')
    .description(
      'Writes problems as .npy files (row-major or CSR, f32 and u32) with a manifest.json, so that other programs measure ' +
        'the very same ones. Says how much it will write before it does.',
    )
    .option('--problem <address>', 'a generated problem; repeatable (quote it for the shell)', collect, [])
    .option(
      '--matrix <file>',
      'a Matrix Market or .smtx file, gzip or a pipe as well; repeatable',
      collect,
      [],
    )
    .option('--like <file>', 'all products that this result file measured; repeatable', collect, [])
    .requiredOption('--out <folder>', 'where the files go')
    .addHelpText('after', EXAMPLES)
    .action((options: ExportOptions) => exportProblems(options, context));
}

async function exportProblems(
  options: ExportOptions,
  { io, programVersion, engine }: Context,
): Promise<void> {
  const specs = await chosenSpecs(options, engine.validation);
  const read = await readFiles(await matrixInputs(options.matrix));
  for (const { problem, remarks } of read) {
    for (const remark of remarks) io.stderr.write(`${printable(problem.pattern)}: ${remark}.\n`);
  }
  const files = read.map(({ problem }) => problem);
  await requireWritable(options.out);
  const bytes =
    specs.reduce((sum, spec) => sum + expectedBytes(spec), 0) +
    files.reduce((sum, problem) => sum + bytesOf(problem), 0);
  const count = specs.length + files.length;
  io.stderr.write(
    `Writing ${count} ${count === 1 ? 'problem' : 'problems'}, about ${formatMemory(bytes)}, to ${printable(options.out)}\n`,
  );
  await requireRoom(options.out, bytes);
  const problems: ExportedProblem[] = [];
  const taken = new Set<string>();
  const write = async (problem: Problem): Promise<void> => {
    const subfolder = distinct(folderName(problem), taken);
    problems.push(await stoppable(io, signal => writeProblem(options.out, subfolder, problem, signal)));
    io.stdout.write(`${printable(`${formatProblem(problem.spec)}: ${join(options.out, subfolder)}`)}\n`);
  };
  // One at a time: a problem may take gigabytes.
  for (const spec of specs) await write(makeProblem(get(generators, spec.generator, 'generator'), spec));
  for (const problem of files) await write(problem);
  const manifest: Manifest = {
    manifestVersion: MANIFEST_VERSION,
    programVersion,
    result: resultTemplate(programVersion),
    problems,
  };
  const path = join(options.out, 'manifest.json');
  await writeWhole(path, `${printableJson(manifest, 1)}\n`);
  io.stdout.write(`Manifest: ${printable(path)}\n`);
}

/** @throws UserError for an address that is none, or that names no product; InvalidFileError */
async function chosenSpecs(
  { problem, matrix, like }: ExportOptions,
  tools: ValidationTools,
): Promise<readonly ProblemSpec[]> {
  const named = problem.map(parseProblem);
  const measured = (await Promise.all(like.map(path => productsOf(path, tools)))).flat();
  const defaults =
    problem.length + matrix.length + like.length === 0 ? DEFAULT_PROBLEMS.map(parseProblem) : [];
  const resolved = [...named, ...measured, ...defaults].map(resolvedSpec);
  return [...new Map(resolved.map(spec => [formatProblem(spec), spec])).values()];
}

/**
 * Products of a run that a generator can make again.
 * @throws InvalidFileError for a file that disagrees with itself: what it measured is not known
 */
async function productsOf(path: string, tools: ValidationTools): Promise<readonly ProblemSpec[]> {
  const file = await loadResultFile(path);
  const disagreement = await findDisagreement(file, tools);
  if (disagreement !== null) {
    throw new InvalidFileError(path, null, `it disagrees with itself: ${disagreement.first}`);
  }
  const specs = file.records
    .filter(record => record.status === 'ok' && isProduct(record))
    .map(record => record.case.problem)
    .filter(({ generator }) => generators.has(generator));
  if (specs.length === 0) throw new UserError(`${path} holds no product that can be made again`, EXIT.usage);
  return specs;
}

/** @throws UserError naming what does not fit */
function resolvedSpec({ generator: id, params, seed }: ProblemSpec): ProblemSpec {
  if (id === 'file') {
    throw new UserError('problems from files are exported with --matrix FILE, not by address', EXIT.usage);
  }
  const generator = get(generators, id, 'generator');
  if (generator.isProbe) {
    throw new UserError(`${id} is no matrix product: there is no right-hand side to export`, EXIT.usage);
  }
  return { generator: id, params: resolveParams(generator, params), seed };
}

/** Without making the problem. */
function expectedBytes(spec: ProblemSpec): number {
  const size = productSize(get(generators, spec.generator, 'generator'), spec);
  return exportedBytes(size, size.kind);
}

function bytesOf({ a, rhsColumnCount, storedEntries }: Problem): number {
  const { rowCount, columnCount } = a;
  return exportedBytes({ rowCount, columnCount, rhsColumnCount, nnz: storedEntries }, a.kind);
}

/** Listens for Ctrl-C while files are written only: making a problem would keep the listener from being called. */
async function stoppable<T>(io: Io, write: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const stopListening = io.onInterrupt(() => stop.abort());
  try {
    return await write(stop.signal);
  } finally {
    stopListening();
  }
}

/** @throws UserError where the disk has less than is to be written */
async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw new UserError(
    `cannot write ${formatMemory(bytes)} to ${folder}: the disk has ${formatMemory(bavail * bsize)} left`,
    EXIT.usage,
  );
}

function distinct(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}-${number}`;
  taken.add(candidate);
  return candidate;
}
