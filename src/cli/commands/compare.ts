import { type Command, InvalidArgumentError, Option } from 'commander';
import { filterRuns, newestRuns } from '../../analysis/compare/machines/choose-runs.ts';
import { alikeCases } from '../../analysis/compare/sides/alike.ts';
import { chooseSides } from '../../analysis/compare/sides/choose-sides.ts';
import { compareSides, type Side, type SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import { LEAST_RUNS } from '../../analysis/compare/sides/effect.ts';
import { type SideRun, sideRun } from '../../analysis/compare/sides/side.ts';
import { PRESET_IDS, type PresetId } from '../../answer/model-presets.ts';
import { DEFAULT_CHOICE } from '../../answer/model-size.ts';
import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, type ExitCode, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { toCompareCsv } from '../../report/compare/compare-csv.ts';
import { toCompareJson } from '../../report/compare/compare-json.ts';
import { toCompareMarkdown } from '../../report/compare/compare-markdown.ts';
import { toCompareTable } from '../../report/compare/compare-table.ts';
import { ratioText, unlikeTexts } from '../../report/compare/compare-words.ts';
import { type Comparison, comparisonOf } from '../../report/compare/comparison.ts';
import { type ComparedFile, runsOf } from '../../report/compare/machine-answers.ts';
import { ansi, plain } from '../../report/table/colour.ts';
import { loadCompared, type NamedRuns } from '../compared-files.ts';
import type { Context, Io } from '../context.ts';
import { collect, type Format, formatOption, fullOption } from '../options.ts';
import { wantsColour } from '../terminal/output.ts';

interface CompareOptions {
  readonly baseline: readonly string[];
  readonly failOn?: 'slower';
  readonly class?: DeviceClass;
  readonly vendor?: string;
  readonly runtime?: string;
  readonly suite?: string;
  readonly since?: string;
  readonly until?: string;
  readonly differences?: true;
  readonly allRuns?: true;
  readonly model: PresetId;
  readonly bits: number;
  readonly format?: Format;
  readonly full?: true;
}

export function addCompare(program: Command, context: Context): void {
  program
    .command('compare')
    .summary('machines side by side; is one side faster, slower or the same?')
    .description(
      'Sets runs side by side, like with like: what each machine reads, calculates and is limited by, and its kernels on ' +
        'the same problems. A machine is an adapter, its label and its runtime; of each suite its newest run counts. Two ' +
        'paths, or --baseline, are two sides: the second is faster, slower, the same (within 2 %), or undecided, by kernel ' +
        'and over all, with the variation between runs in every interval. Three runs a side and more show that variation; ' +
        'take them in turns (A B A B A B), since what drifts in between would look like a difference.',
    )
    .argument('<path...>', 'result files or folders of them')
    .option('--baseline <path>', 'file or folder that the others are judged against; repeatable', collect, [])
    .addOption(
      new Option('--fail-on <outcome>', 'exit code 5 where that is found; takes 3 runs a side').choices([
        'slower',
      ]),
    )
    .addOption(new Option('--class <class>', 'only these').choices(['hardware', 'software']))
    .option('--vendor <part>', 'only machines with this in vendor or name, in any case')
    .option('--runtime <part>', 'only runs in this: "node", "chrome 147"')
    .option('--suite <suite>', 'only runs of this suite')
    .option('--since <date>', 'only runs from then on: 2026-11-27, or 2026-11', parseDate)
    .option('--until <date>', 'only runs until the end of then', parseDate)
    .option('--differences', 'only rows in which machines differ')
    .option('--all-runs', 'older runs of a machine too, for what the newest of a suite left out')
    .addOption(
      new Option('--model <model>', 'tokens/s of which model')
        .choices(PRESET_IDS)
        .default(DEFAULT_CHOICE.model),
    )
    .option(
      '--bits <bits>',
      'bits in which a weight of it is stored',
      parseBits,
      DEFAULT_CHOICE.bitsPerWeight,
    )
    .addOption(formatOption())
    .addOption(fullOption())
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: CompareOptions) => compare(paths, options, context));
}

const EXAMPLES = `
Examples:
  Which of these machines is faster, at what, and what limits each?
    npm run -s ridgepoint -- compare results
  Is this browser slower than that one?
    npm run -s ridgepoint -- compare chrome.json firefox.json
  Did the new driver make anything slower? Five runs before, five after:
    npm run -s ridgepoint -- compare after/ --baseline before/ --fail-on slower
  How many tokens/s of a larger model, on hardware only?
    npm run -s ridgepoint -- compare results --class hardware --model llama-3-70b
  For a spreadsheet or a script:
    npm run -s ridgepoint -- compare results --format csv > machines.csv
`;

function parseDate(text: string): string {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text;
  throw new InvalidArgumentError('Expected a date as 2026-11-27, 2026-11 or 2026.');
}

function parseBits(text: string): number {
  const bits = Number(text);
  if (text.trim() !== '' && bits > 0 && bits <= 64) return bits;
  throw new InvalidArgumentError('Expected bits, more than 0 and at most 64.');
}

async function compare(
  paths: readonly string[],
  options: CompareOptions,
  { engine, io, exitWith, programVersion }: Context,
): Promise<void> {
  if (options.failOn !== undefined && options.baseline.length === 0 && paths.length !== 2) {
    throw new UserError('--fail-on slower compares two sides: give --baseline, or two paths', EXIT.usage);
  }
  let worst: ExitCode = EXIT.ok;
  const load = async (path: string): Promise<NamedRuns> => {
    const named = await loadCompared(path, engine, ({ message, exitCode }) => {
      io.stderr.write(`${exitCode === null ? 'warning' : 'error'}: ${printable(message)}\n`);
      worst = Math.max(worst, exitCode ?? EXIT.ok) as ExitCode;
    });
    return { path, files: filtered(named.files, options) };
  };
  const compared: NamedRuns[] = [];
  for (const path of paths) compared.push(await load(path));
  const baseline: NamedRuns[] = [];
  for (const path of options.baseline) baseline.push(await load(path));
  const all = [...baseline, ...compared].flatMap(({ files }) => files);
  if (all.length === 0) {
    if (worst !== EXIT.ok) return exitWith(worst);
    throw new UserError('no run is left to compare: the filters leave none', EXIT.usage);
  }
  const { sides, notes } = sidesOf(baseline, compared, options);
  const choice = { ...DEFAULT_CHOICE, model: options.model, bitsPerWeight: options.bits };
  const files = options.allRuns === true ? all : newestFiles(all);
  const differences = options.differences === true;
  const comparison = comparisonOf(files, { choice, differences, sides, notes });
  io.stdout.write(formatted(comparison, options, io, programVersion));
  if (worst !== EXIT.ok) return exitWith(worst);
  if (options.failOn !== undefined && sides !== null) failOnSlower(sides, io, exitWith);
}

function filtered(files: readonly ComparedFile[], options: CompareOptions): readonly ComparedFile[] {
  const kept = new Set(filterRuns(runsOf(files), options).map(({ sha256 }) => sha256));
  return files.filter(({ file }) => kept.has(file.sha256));
}

function newestFiles(files: readonly ComparedFile[]): readonly ComparedFile[] {
  const bySha = new Map(files.map(item => [item.file.sha256, item]));
  return newestRuns(runsOf(files)).map(({ sha256 }) => bySha.get(sha256)!);
}

interface Judged {
  readonly sides: SidesComparison | null;
  readonly notes: readonly string[];
}

const NONE: Judged = { sides: null, notes: [] };

/** @throws UserError where a verdict was asked for and none can be given */
function sidesOf(
  baseline: readonly NamedRuns[],
  compared: readonly NamedRuns[],
  { failOn }: CompareOptions,
): Judged {
  const isAsked = baseline.length > 0;
  if (!isAsked && compared.length !== 2) return NONE;
  const [a, b] = isAsked ? [baseline, compared] : [compared.slice(0, 1), compared.slice(1)];
  const runs = (named: readonly NamedRuns[]) =>
    named.flatMap(({ files }) => files.map(({ file }) => sideRun(file)));
  const chosen = chooseSides(runs(a), runs(b));
  const sides = 'obstacle' in chosen ? null : compareSides(chosen.a, chosen.b);
  if (sides !== null && !('obstacle' in chosen)) return { sides, notes: chosen.notes };
  const obstacle = 'obstacle' in chosen ? chosen.obstacle : nothingInCommon(chosen.a, chosen.b);
  if (isAsked || failOn !== undefined) throw new UserError(`no verdict: ${obstacle}`, EXIT.usage);
  return { sides: null, notes: [`No verdict: ${obstacle}.`] };
}

function nothingInCommon(a: readonly SideRun[], b: readonly SideRun[]): string {
  const [first] = unlikeTexts(alikeCases(a, b));
  return `the two sides have no case in common${first === undefined ? '' : `: ${first}`}`;
}

function formatted(
  comparison: Comparison,
  { format = 'table', full }: CompareOptions,
  io: Io,
  programVersion: string,
): string {
  switch (format) {
    case 'table':
      return toCompareTable(comparison, { full: full === true, paint: wantsColour(io) ? ansi : plain });
    case 'md':
      return toCompareMarkdown(comparison);
    case 'csv':
      return toCompareCsv(comparison);
    case 'json':
      return toCompareJson(comparison, programVersion);
  }
}

/** @throws UserError where a side has too few runs to fail anything on */
function failOnSlower(
  { a, b, overall, kernels }: SidesComparison,
  io: Io,
  exitWith: Context['exitWith'],
): void {
  if ([a, b].some(({ deviation }) => deviation.source !== 'runs')) {
    throw new UserError(
      `--fail-on slower takes at least ${LEAST_RUNS} runs a side of the same cases; there ${runsText(a)} in the baseline and ${b.runs.length} beside it`,
      EXIT.usage,
    );
  }
  const slower = [
    ...(overall.outcome === 'slower' ? [`over all ${ratioText(overall)}`] : []),
    ...kernels
      .filter(({ outcome }) => outcome === 'slower')
      .map(kernel => `${kernel.kernelId} ${ratioText(kernel)}`),
  ];
  if (slower.length === 0) return;
  io.stderr.write(`slower: ${printable(slower.join(', '))} times as long\n`);
  exitWith(EXIT.slower);
}

function runsText({ runs }: Side): string {
  return `${runs.length === 1 ? 'is' : 'are'} ${runs.length}`;
}
