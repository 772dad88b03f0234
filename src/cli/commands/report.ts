import type { Command } from 'commander';
import { toHtml } from '../../report/html/html.tsx';
import { loadResultFile, requireWritableFile, writeWhole } from '../../store/folder.ts';
import { judgedToday } from '../../store/judged-today.ts';
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
    .description('Prints result files as a table (or Markdown, CSV, JSON); several stand side by side first.')
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
  { engine, io }: Context,
): Promise<void> {
  if (options.html !== undefined) await requireWritableFile(options.html);
  const written = [];
  for (const path of paths) written.push(await loadResultFile(path));
  const files = written.map(file => judgedToday(file, engine.validation));
  const format = options.format ?? (options.html === undefined ? 'table' : null);
  // JSON is the file itself, to the letter.
  const text = format === null ? '' : formatResults(format === 'json' ? written : files, format, io);
  io.stdout.write(text);
  if (options.html === undefined) return;
  await writeWhole(options.html, toHtml(files));
  io.stderr.write(`HTML report: ${options.html}\n`);
}
