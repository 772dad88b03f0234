import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { toHtml } from '../../report/html/html.tsx';
import { loadResultFile, requireWritableFile, writeWhole } from '../../store/folder.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { findDisagreement, type ValidationTools } from '../../store/validate.ts';
import type { Context } from '../context.ts';
import { type Format, formatOption } from '../options.ts';
import { formatResults } from '../terminal/output.ts';

interface ReportOptions {
  readonly html?: string;
  readonly format?: Format;
}

export function addReport(program: Command, context: Context): void {
  program
    .command('report')
    .summary('print result files, several side by side')
    .description(
      'Prints result files as a table (or Markdown, CSV, JSON); several stand side by side first. A file whose figures do ' +
        'not follow from its samples is printed with that said first, and exit code 6.',
    )
    .argument('<file...>', 'result files')
    .option('--html <file>', 'write an HTML report; stdout then stays empty unless --format is given')
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: ReportOptions) => report(paths, options, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- report results/local/*/*.json
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
  for (const file of written) files.push(await examined(file, engine.validation));
  for (const [index, { disagreement }] of files.entries()) {
    if (disagreement === undefined) continue;
    io.stderr.write(`error: ${printable(`${paths[index]} disagrees with itself: ${disagreement.first}`)}\n`);
    exitWith(EXIT.invalidFile);
  }
  const format = options.format ?? (options.html === undefined ? 'table' : null);
  // JSON is the file itself, to the letter: what is wrong with it is said beside it.
  const text = format === null ? '' : formatResults(format === 'json' ? written : files, format, io);
  io.stdout.write(text);
  if (options.html === undefined) return;
  await writeWhole(options.html, toHtml(files));
  io.stderr.write(`HTML report: ${printable(options.html)}\n`);
}

async function loadAll(paths: readonly string[]): Promise<readonly ResultFile[]> {
  const files: ResultFile[] = [];
  for (const path of paths) files.push(await loadResultFile(path));
  return files;
}

/** With the conclusions of today, and what in it does not follow from its samples. */
async function examined(file: ResultFile, tools: ValidationTools): Promise<JudgedFile> {
  const disagreement = await findDisagreement(file, tools);
  const judged = judgedToday(file, tools);
  return disagreement === null ? judged : { ...judged, disagreement };
}
