import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, InvalidFileError, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { endingText } from '../../report/rows/overview.ts';
import { listResultFiles, loadResultFile, requireFile } from '../../store/folder.ts';
import { type ValidationTools, validateResult } from '../../store/validate.ts';
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

/** What was found of one file: `ok` and a remark, or its faults, each a line. */
interface Finding {
  readonly lines: readonly string[];
  readonly isValid: boolean;
}

/** One bad file or folder keeps no other from being checked. */
async function validate(paths: readonly string[], { engine, io, exitWith }: Context): Promise<void> {
  let unreadable = false;
  let invalid = false;
  for (const path of paths) {
    try {
      for await (const { lines, isValid } of findings(path, engine.validation)) {
        invalid ||= !isValid;
        io.stdout.write(`${lines.map(printable).join('\n')}\n`);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable = true;
      io.stderr.write(`error: ${printable(error.message)}\n`);
    }
  }
  if (invalid) exitWith(EXIT.invalidFile);
  else if (unreadable) exitWith(EXIT.usage);
}

/** @throws UserError where the very path that was named cannot be read, or is a folder without result files */
async function* findings(path: string, tools: ValidationTools): AsyncGenerator<Finding> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    yield await examine(path, tools);
    return;
  }
  const unreadable: Finding[] = [];
  const names = await listResultFiles(path, error => unreadable.push(faulty([error.message])));
  yield* unreadable;
  if (names.length + unreadable.length === 0)
    throw new UserError(`no result files (*.json) in the folder ${path}`, EXIT.usage);
  for (const name of names) yield await examineFound(join(path, name), tools);
}

/** A name in a folder can be anything: a folder, a pipe, a link to nowhere. */
async function examineFound(path: string, tools: ValidationTools): Promise<Finding> {
  try {
    await requireFile(path);
    return await examine(path, tools);
  } catch (error) {
    if (error instanceof UserError) return faulty([error.message]);
    throw error;
  }
}

const OTHER_RULES = ' (its conclusions, by other rules, are not compared)';

/** @throws UserError where it cannot be read */
async function examine(path: string, tools: ValidationTools): Promise<Finding> {
  try {
    const file = await loadResultFile(path);
    const faults = await validateResult(file, tools);
    if (faults.length === 0) {
      const cut = file.session.ended === 'partial' ? ` (${endingText(file)})` : '';
      const remark = file.judgedBy.rulesHash === tools.rulesHash ? '' : OTHER_RULES;
      return { isValid: true, lines: [`ok ${path}${cut}${remark}`] };
    }
    const shown = faults
      .slice(0, SHOWN_PROBLEMS)
      .map(({ place, message }) => `${path}, ${place}: ${message}`);
    const rest = faults.length - shown.length;
    return faulty(rest === 0 ? shown : [...shown, `${path}: ${rest} more disagreements`]);
  } catch (error) {
    if (error instanceof InvalidFileError) return faulty([error.message]);
    throw error;
  }
}

function faulty(lines: readonly string[]): Finding {
  return { isValid: false, lines };
}
