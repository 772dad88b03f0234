import { join } from 'node:path';
import type { Command } from 'commander';
import { READ_PROBE } from '../../app/asked-plan.ts';
import { casesSuite } from '../../app/cases-suite.ts';
import { requireMatrices } from '../../app/matrices.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { RunEvent } from '../../core/event.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { toHtml } from '../../report/html/html.tsx';
import { requireWritable, requireWritableFile, writeWhole } from '../../store/folder.ts';
import { casesAt } from '../addresses.ts';
import type { Context } from '../context.ts';
import { type Delivery, deliver } from '../delivery.ts';
import type { Engine, RunRequest } from '../engine.ts';
import { besideLines, type Like, loadLike } from '../like.ts';
import { matrixFolder } from '../matrices/matrix-folder.ts';
import { matrixInputs } from '../matrices/matrix-inputs.ts';
import { exitCodeOf, measured } from '../measuring.ts';
import {
  adapterOption,
  collect,
  type Format,
  formatOption,
  fullOption,
  parseLabel,
  parseSeconds,
  parseSeed,
  requireSuite,
} from '../options.ts';
import { formatResults, resultPlace } from '../terminal/output.ts';

const DEFAULT_SUITE = 'quick';

interface RunOptions {
  readonly case?: readonly string[];
  readonly like?: string;
  readonly matrix: readonly string[];
  readonly matrixDir?: string;
  readonly kernels?: string;
  readonly adapter?: string;
  readonly seed: number;
  readonly timeBudget?: number;
  readonly format: Format;
  readonly full?: true;
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
      'Measures a suite, and prints on one screen what it says: the answer, the fastest kernels, the crossovers, where ' +
        'the result file lies; --full prints all of it. Progress goes to stderr, the report to stdout; Ctrl-C stops and ' +
        'keeps what there is.',
    )
    .argument('[suite]', `one of ${[...context.engine.suites.keys()].join(', ')} (default: ${DEFAULT_SUITE})`)
    .option('--case <address...>', 'instead of a suite: these cases, each in turns with the first')
    .option('--like <file>', 'print it beside this result file, like with like')
    .option(
      '--matrix <file>',
      'measure on this Matrix Market or .smtx file too, gzip or a pipe as well; repeatable',
      collect,
      [],
    )
    .option(
      '--matrix-dir <folder>',
      'and on all matrix files in and below it; those it cannot read are named',
    )
    .option('--kernels <glob>', 'only kernels whose id matches (quote it for the shell)')
    .addOption(adapterOption())
    .option('--seed <n>', 'of the order of cases', parseSeed, 1)
    .option('--time-budget <seconds>', "instead of the suite's own", parseSeconds)
    .addOption(formatOption().default('table'))
    .addOption(fullOption())
    .option('--out <folder>', 'where the result file goes', join('results', 'local'))
    .option('--html [file]', 'write an HTML report too (default: beside the result file)')
    .option('--label <text>', 'kept in the result file: "lab box 3"', parseLabel)
    .option('--browser [path]', 'measure in the page, opened in this browser (default: Chromium from npm)')
    .addHelpText('after', EXAMPLES)
    .action((suiteId: string | undefined, options: RunOptions) => run(suiteId, options, context));
}

const EXAMPLES = `
Examples:
  What limits a language model on this GPU? About a minute; then at length:
    npm run -s ridgepoint -- run quick --html --label "lab box 3"
    npm run -s ridgepoint -- run batch1 --full
  How many tokens/s does one transformer block at batch 1 make of it?
    npm run -s ridgepoint -- run decode
  Does CSR beat dense on my matrices, and from which sparsity on?
    npm run -s ridgepoint -- run density --matrix a.mtx --matrix b.smtx
    npm run -s ridgepoint -- run density --matrix-dir matrices --time-budget 300 --full
  Which format and kernel is fastest on each of my matrices, and does converting pay?
    npm run -s ridgepoint -- run real --matrix-dir matrices --time-budget 600 --full
  How near to the memory's speed is one kernel, with weights in f16 and in int8?
    npm run -s ridgepoint -- run --case 'gemv/f16@dense(m=4096,n=4096)#1' \\
      'gemv/i8@dense(m=4096,n=4096)#1'
  Does what a file says hold here, for the cases behind it?
    npm run -s ridgepoint -- run --like result.json --case \\
      'gemv/f16@dense(m=4096,n=4096)#1' 'gemv/f16@dense(m=4096,n=4096)#1?share=0.5'
  What does a browser add? And for a script:
    npm run -s ridgepoint -- run quick --browser /usr/bin/google-chrome
    npm run -s ridgepoint -- run smoke --format json > result.json
`;

async function run(suiteId: string | undefined, asked: RunOptions, context: Context): Promise<void> {
  const { engine } = context;
  const options = await withMatrixFolder(asked, context);
  const wanted =
    options.case === undefined
      ? wantedSuite(suiteId ?? DEFAULT_SUITE, options, engine)
      : wantedCases(options.case, suiteId, options, engine);
  if (options.browser !== undefined && options.matrix.length > 0) {
    throw new UserError(
      '--matrix and --browser cannot be combined: in a browser, load matrix files into the page (npm start)',
      EXIT.usage,
    );
  }
  const like = options.like === undefined ? null : await loadLike(options.like, engine);
  const files = await matrixInputs(options.matrix);
  await requireWritable(options.out);
  if (typeof options.html === 'string') await requireHtmlFile(options.html, engine.suites);
  if (options.browser === undefined) {
    const relaunched = await engine.relaunch(options.adapter ?? null);
    if (relaunched !== null) return context.exitWith(relaunched);
  }
  const request = requestOf(wanted, options, context);
  const { file, partial } = await measured(
    signal => measure({ ...request, files, signal }, options, context),
    options.out,
    context,
  );
  context.exitWith(exitCodeOf(file));
  await deliver(file, { ...deliveryOf(file, like, options, context), partial }, context.io);
}

async function withMatrixFolder(options: RunOptions, { io }: Context): Promise<RunOptions> {
  if (options.matrixDir === undefined) return options;
  const { paths, refused } = await matrixFolder(options.matrixDir);
  for (const message of refused) io.stderr.write(`Left out: ${message}\n`);
  return { ...options, matrix: [...options.matrix, ...paths] };
}

/** What is measured: a suite by its name, or one that is made of cases. */
type Wanted = Pick<RunRequest, 'suiteId' | 'suite' | 'kernelsGlob'>;

function wantedSuite(suiteId: string, { kernels, matrix }: RunOptions, { suites, catalog }: Engine): Wanted {
  requireMatrices(requireSuite(suiteId, suites), matrix.length);
  if (kernels !== undefined) catalog.matchKernels(kernels);
  return { suiteId, kernelsGlob: kernels ?? null };
}

/** @throws UserError for what cannot be combined, and for addresses that mean nothing here */
function wantedCases(
  addresses: readonly string[],
  suiteId: string | undefined,
  { kernels, browser }: RunOptions,
  { catalog }: Engine,
): Wanted {
  const other = [
    ...(suiteId === undefined ? [] : [`the suite ${suiteId}`]),
    ...(kernels === undefined ? [] : ['--kernels']),
    ...(browser === undefined ? [] : ['--browser']),
  ];
  if (other.length > 0) {
    throw new UserError(
      `--case says what is measured, and cannot be combined with ${other.join(' or ')}`,
      EXIT.usage,
    );
  }
  const suite = casesSuite(casesAt(addresses, catalog));
  return { suiteId: suite.id, suite, kernelsGlob: READ_PROBE };
}

/** @throws UserError for a folder, and for a suite that was written in the file's place */
async function requireHtmlFile(path: string, suites: Context['engine']['suites']): Promise<void> {
  if (suites.has(path)) {
    const hint = `the suite goes first: run ${path} --html (a file of that name: --html ./${path})`;
    throw new UserError(`--html names a file, and ${path} is a suite; ${hint}`, EXIT.usage);
  }
  await requireWritableFile(path);
}

function requestOf(wanted: Wanted, options: RunOptions, { programVersion }: Context) {
  return {
    ...wanted,
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

/** The HTML report comes last, since it can be made again from the file. */
function deliveryOf(
  file: ResultFile,
  like: Like | null,
  { out, format, full, html }: RunOptions,
  { io }: Context,
): Omit<Delivery, 'partial'> {
  const page = (location: string | null) =>
    (html === true ? location?.replace(/\.json$/, '.html') : html) ?? null;
  return {
    out,
    format,
    text: location => {
      const below = [...resultPlace(location), ...pagePlace(page(location))];
      return formatResults([file], format, io, { full: full === true, below });
    },
    more: async location => {
      const path = page(location);
      if (path !== null) await writeWhole(path, toHtml(file));
      return [...pagePlace(path), ...(like === null ? [] : besideLines(file, like))];
    },
  };
}

function pagePlace(path: string | null): readonly string[] {
  return path === null ? [] : [`HTML report: ${path}`];
}
