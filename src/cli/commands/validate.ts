import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, InvalidFileError, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { endingText } from '../../report/rows/overview.ts';
import { listResultFiles, loadResultFile } from '../../store/folder.ts';
import { validateResult } from '../../store/validate.ts';
import type { Context } from '../context.ts';

/** Past this many the cause is plain. */
const SHOWN_PROBLEMS = 10;

export function addValidate(program: Command, context: Context): void {
  program
    .command('validate')
    .summary('recompute result files from their samples')
    .description(
      'Recomputes every hash, summary and address from the samples, and ceilings, findings, crossovers and verdict where ' +
        'the file was judged by the rules of this program; exit code 6 where one disagrees. A folder stands for the result ' +
        'files in it.',
    )
    .argument('<path...>', 'result files or folders')
    .addHelpText('after', EXAMPLES)
    .action((paths: string[]) => validate(paths, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- validate results
  npm run -s ridgepoint -- validate result.json
`;

async function validate(paths: readonly string[], context: Context): Promise<void> {
  let valid = true;
  for (const path of await expand(paths)) {
    const { faults, remark } = await examine(path, context);
    valid &&= faults.length === 0;
    const text = faults.length === 0 ? [`ok ${path}${remark}`] : faults;
    context.io.stdout.write(`${text.map(printable).join('\n')}\n`);
  }
  if (!valid) context.exitWith(EXIT.invalidFile);
}

async function expand(paths: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    paths.map(async path => {
      const isFolder = await stat(path).then(
        stats => stats.isDirectory(),
        () => false,
      );
      if (!isFolder) return [path];
      const names = await listResultFiles(path);
      if (names.length === 0)
        throw new UserError(`no result files (*.json) in the folder ${path}`, EXIT.usage);
      return names.map(name => join(path, name));
    }),
  );
  return lists.flat();
}

const OTHER_RULES = ' (its conclusions, by other rules, are not compared)';

/** One line a fault, none for a file that agrees with itself; and what was left out, if anything. */
async function examine(
  path: string,
  { engine: { validation } }: Context,
): Promise<{ readonly faults: readonly string[]; readonly remark: string }> {
  try {
    const file = await loadResultFile(path);
    const rules = file.judgedBy.rulesHash === validation.rulesHash ? '' : OTHER_RULES;
    const remark = `${file.session.ended === 'partial' ? ` (${endingText(file)})` : ''}${rules}`;
    const problems = await validateResult(file, validation);
    const shown = problems
      .slice(0, SHOWN_PROBLEMS)
      .map(problem => `${path}, ${problem.place}: ${problem.message}`);
    const rest = problems.length - shown.length;
    return { faults: rest === 0 ? shown : [...shown, `${path}: ${rest} more disagreements`], remark };
  } catch (error) {
    if (error instanceof InvalidFileError) return { faults: [error.message], remark: '' };
    throw error;
  }
}
