import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, type ExitCode, UserError } from '../../core/errors.ts';
import type { RunEvent } from '../../core/event.ts';
import { isWrongOutput } from '../../core/record.ts';
import type { ResultFile } from '../../core/result-file.ts';
import { toHtml } from '../../report/html/html.tsx';
import { folderStore, requireWritable, requireWritableFile, writeWhole } from '../../store/folder.ts';
import type { Context } from '../context.ts';
import type { RunRequest } from '../engine.ts';
import { matrixInputs } from '../matrix-inputs.ts';
import {
  adapterOption,
  collect,
  type Format,
  formatOption,
  parseLabel,
  parseSeconds,
  parseSeed,
  requireSuite,
} from '../options.ts';
import { formatResults } from '../terminal/output.ts';
import { progressLine } from '../terminal/progress.ts';

interface RunOptions {
  readonly matrix: readonly string[];
  readonly kernels?: string;
  readonly adapter?: string;
  readonly seed: number;
  readonly timeBudget?: number;
  readonly format: Format;
  readonly out: string;
  /** True: beside the result file. */
  readonly html?: string | true;
  readonly label?: string;
  /** True: the Chromium from npm. */
  readonly browser?: string | true;
}

export function addRun(program: Command, context: Context): void {
  program
    .command('run')
    .summary('measure a suite, print the report, save the result file')
    .description(
      'Measures a suite. Progress goes to stderr, the report to stdout; Ctrl-C stops and keeps what there is.',
    )
    .argument('[suite]', `one of ${[...context.engine.suites.keys()].join(', ')}`, 'quick')
    .option('--matrix <file>', 'measure on this Matrix Market or .smtx file too; repeatable', collect, [])
    .option('--kernels <glob>', 'only kernels whose id matches (quote it for the shell)')
    .addOption(adapterOption())
    .option('--seed <n>', 'of the order of cases', parseSeed, 1)
    .option('--time-budget <seconds>', "instead of the suite's own", parseSeconds)
    .addOption(formatOption().default('table'))
    .option('--out <folder>', 'where the result file goes', join('results', 'local'))
    .option('--html [file]', 'write an HTML report too (default: beside the result file)')
    .option('--label <text>', 'kept in the result file: "lab box 3"', parseLabel)
    .option('--browser [path]', 'measure in the page, opened in this browser (default: Chromium from npm)')
    .addHelpText('after', EXAMPLES)
    .action((suiteId: string, options: RunOptions) => run(suiteId, options, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- run smoke
  npm run -s ridgepoint -- run quick --html --label "lab box 3"
  npm run -s ridgepoint -- run density --kernels 'spmv/*' --time-budget 120
  npm run -s ridgepoint -- run density --matrix a.mtx --matrix b.smtx --format json > result.json
  npm run -s ridgepoint -- run quick --browser /usr/bin/google-chrome
`;

async function run(suiteId: string, options: RunOptions, context: Context): Promise<void> {
  const { engine, io } = context;
  requireSuite(suiteId, engine.suites);
  if (options.kernels !== undefined) engine.catalog.matchKernels(options.kernels);
  if (options.browser !== undefined && options.matrix.length > 0) {
    throw new UserError(
      '--matrix and --browser cannot be combined: in a browser, load matrix files into the page (npm start)',
      EXIT.usage,
    );
  }
  const files = await matrixInputs(options.matrix);
  await requireWritable(options.out);
  if (typeof options.html === 'string') await requireHtmlFile(options.html, engine.suites);
  if (options.browser === undefined) {
    const relaunched = await engine.relaunch(options.adapter ?? null);
    if (relaunched !== null) return context.exitWith(relaunched);
  }
  const stop = new AbortController();
  const stopListening = io.onInterrupt(() => stop.abort());
  try {
    const events = measure(
      { ...requestOf(suiteId, options, context), files, signal: stop.signal },
      options,
      context,
    );
    const file = await resultOf(events, stop.signal, context);
    await deliver(file, options, context);
    context.exitWith(exitCodeOf(file));
  } finally {
    stopListening();
  }
}

/** @throws UserError for a folder, and for a suite that was written in the file's place */
async function requireHtmlFile(path: string, suites: Context['engine']['suites']): Promise<void> {
  if (suites.has(path)) {
    const hint = `the suite goes first: run ${path} --html (a file of that name: --html ./${path})`;
    throw new UserError(`--html names a file, and ${path} is a suite; ${hint}`, EXIT.usage);
  }
  await requireWritableFile(path);
}

function requestOf(suiteId: string, options: RunOptions, { programVersion }: Context) {
  return {
    suiteId,
    kernelsGlob: options.kernels ?? null,
    adapter: options.adapter ?? null,
    seed: options.seed,
    timeBudgetMs: options.timeBudget === undefined ? null : options.timeBudget * 1000,
    label: options.label ?? null,
    programVersion,
  };
}

function measure(
  request: RunRequest,
  { browser }: RunOptions,
  { engine }: Context,
): AsyncGenerator<RunEvent> {
  if (browser === undefined) return engine.runSuite(request);
  return engine.runInBrowser({ ...request, browser: browser === true ? null : browser });
}

/** @returns the result; progress and notes go to stderr on the way */
async function resultOf(
  events: AsyncGenerator<RunEvent>,
  signal: AbortSignal,
  { io }: Context,
): Promise<ResultFile> {
  const progress = progressLine(io);
  signal.addEventListener('abort', () => {
    progress.note('Stopping; what was measured is kept. Ctrl-C again gives up.');
  });
  let measured = false;
  try {
    for await (const event of events) {
      measured ||= event.type === 'record';
      if (event.type === 'progress') progress.update(event.progress);
      else if (event.type === 'note') progress.note(event.message);
      else if (event.type === 'result') return event.file;
    }
  } catch (error) {
    throw signal.aborted ? stoppedBy(error, measured) : error;
  } finally {
    progress.finish();
  }
  throw signal.aborted ? stoppedEarly() : new Error('the run ended without a result');
}

/** What an error after a Ctrl-C means: the signal reaches programs that were started as well, and breaks off anything. */
function stoppedBy(error: unknown, measured: boolean): unknown {
  if (error instanceof UserError) {
    const broken = error.exitCode === EXIT.internal;
    return broken ? new UserError(`stopped: ${error.message}`, EXIT.interrupted) : error;
  }
  return measured ? error : stoppedEarly();
}

function stoppedEarly(): UserError {
  return new UserError('stopped before anything was measured', EXIT.interrupted);
}

/**
 * Saves, then prints: a closed pipe must not cost the file. The HTML report comes last, since it can be made again from
 * the file.
 */
async function deliver(file: ResultFile, options: RunOptions, { io }: Context): Promise<void> {
  const { location } = await folderStore(options.out).save(file);
  const isTable = options.format === 'table';
  const places = isTable ? io.stdout : io.stderr;
  io.stdout.write(formatResults([file], options.format, io));
  places.write(`${isTable ? '\n' : ''}Result file: ${location}\n`);
  if (options.html === undefined) return;
  const path = options.html === true ? location.replace(/\.json$/, '.html') : options.html;
  await writeWhole(path, toHtml(file));
  places.write(`HTML report: ${path}\n`);
}

function exitCodeOf(file: ResultFile): ExitCode {
  if (file.session.ended === 'interrupted') return EXIT.interrupted;
  if (file.session.ended === 'device-lost') return EXIT.deviceLost;
  return file.records.some(isWrongOutput) ? EXIT.wrongOutput : EXIT.ok;
}
