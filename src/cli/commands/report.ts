import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { impossibleIn } from '../../core/record/remark.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { toHtml } from '../../report/html/html.tsx';
import { loadResultFile, requireWritableFile, writeWhole } from '../../store/folder.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { findDisagreement } from '../../store/validate.ts';
import type { Context } from '../context.ts';
import type { Engine } from '../engine.ts';
import { type Format, formatOption, fullOption } from '../options.ts';
import { formatResults, resultPlace } from '../terminal/output.ts';

type Checks = Pick<Engine, 'validation' | 'examine'>;

interface ReportOptions {
  readonly html?: string;
  readonly format?: Format;
  readonly full?: true;
}

export function addReport(program: Command, context: Context): void {
  program
    .command('report')
    .summary('print result files, several side by side')
    .description(
      'Prints on one screen what a result file says, or all of it: with --full, as Markdown, CSV or JSON. Several stand ' +
        'side by side first. A file whose figures do not follow from its samples is printed with that said first, and ' +
        'exit code 6.',
    )
    .argument('<file...>', 'result files')
    .option('--html <file>', 'write an HTML report; stdout then stays empty unless --format is given')
    .addOption(formatOption())
    .addOption(fullOption())
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: ReportOptions) => report(paths, options, context));
}

const EXAMPLES = `
Examples:
  What did that run say? On one screen, then with every case, finding and claim:
    npm run -s ridgepoint -- report result.json
    npm run -s ridgepoint -- report result.json --full
  How does my GPU stand beside the others?
    npm run -s ridgepoint -- report results/local/*/*.json
  To print or to pass on; for a spreadsheet or a script:
    npm run -s ridgepoint -- report result.json --html report.html
    npm run -s ridgepoint -- report result.json --format csv > cases.csv
`;

async function report(
  paths: readonly string[],
  options: ReportOptions,
  { engine, io, exitWith }: Context,
): Promise<void> {
  if (options.html !== undefined) await requireWritableFile(options.html);
  const written = await loadAll(paths);
  const files: JudgedFile[] = [];
  for (const file of written) files.push(await examined(file, engine));
  for (const [index, { disagreement }] of files.entries()) {
    if (disagreement === undefined) continue;
    io.stderr.write(`error: ${printable(`${paths[index]} disagrees with itself: ${disagreement.first}`)}\n`);
    exitWith(EXIT.invalidFile);
  }
  const format = options.format ?? (options.html === undefined ? 'table' : null);
  const full = options.full === true;
  if (format !== null) {
    const below = format === 'table' && !full && paths.length === 1 ? resultPlace(paths[0]!) : [];
    // JSON is the file itself, to the letter: what is wrong with it is said beside it.
    io.stdout.write(formatResults(format === 'json' ? written : files, format, io, { full, below }));
    for (const line of below) io.stdout.write(`\n${printable(line)}\n`);
  }
  if (options.html === undefined) return;
  await writeWhole(options.html, toHtml(files));
  io.stderr.write(`HTML report: ${printable(options.html)}\n`);
}

async function loadAll(paths: readonly string[]): Promise<readonly ResultFile[]> {
  const files: ResultFile[] = [];
  for (const path of paths) files.push(await loadResultFile(path));
  return files;
}

/** With the conclusions of today, and what in it does not follow from its samples, or what no run can say. */
async function examined(file: ResultFile, { validation, examine }: Checks): Promise<JudgedFile> {
  const disagreement = (await findDisagreement(file, validation)) ?? impossibleIn(await examine(file));
  const judged = judgedToday(file, validation);
  return disagreement === null ? judged : { ...judged, disagreement };
}
