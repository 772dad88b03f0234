import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { isSimulated } from '../../core/environment.ts';
import { EXIT, InvalidFileError, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { type Remark, remarkText } from '../../core/record/remark.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { endingText } from '../../report/rows/overview.ts';
import { listResultFiles, loadResultFile, requireFile } from '../../store/folder.ts';
import { type Fault, validateResult } from '../../store/validate.ts';
import type { Context } from '../context.ts';
import type { Engine } from '../engine.ts';

/** Past this many the cause is plain. */
const SHOWN_PROBLEMS = 10;

export function addValidate(program: Command, context: Context): void {
  program
    .command('validate')
    .summary('recompute result files, and look for what no run can have written')
    .description(
      'Recomputes every hash, summary and address from the samples, and ceilings, findings, crossovers and verdict where ' +
        'the file was judged by the rules of this program; then holds the fields to each other, to the catalogue and to what ' +
        'the suite plans. Exit code 6 where one disagrees, or says what no run can; what is merely doubtful is flagged with ' +
        'its reason. A folder stands for the result files in it.',
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

type Checks = Pick<Engine, 'validation' | 'examine'>;

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
      for await (const { lines, isValid } of findings(path, engine)) {
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
async function* findings(path: string, engine: Checks): AsyncGenerator<Finding> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    yield await examine(path, engine);
    return;
  }
  const unreadable: Finding[] = [];
  const names = await listResultFiles(path, error => unreadable.push(faulty([error.message])));
  yield* unreadable;
  if (names.length + unreadable.length === 0)
    throw new UserError(`no result files (*.json) in the folder ${path}`, EXIT.usage);
  for (const name of names) yield await examineFound(join(path, name), engine);
}

/** A name in a folder can be anything: a folder, a pipe, a link to nowhere. */
async function examineFound(path: string, engine: Checks): Promise<Finding> {
  try {
    await requireFile(path);
    return await examine(path, engine);
  } catch (error) {
    if (error instanceof UserError) return faulty([error.message]);
    throw error;
  }
}

const OTHER_RULES = 'its conclusions, by other rules, are not compared';
const OTHER_VERSION = 'what its kernels launched and its suite planned, by another version, is not compared';
const SIMULATED = 'simulated: ranked with nothing';

/** @throws UserError where it cannot be read */
async function examine(path: string, engine: Checks): Promise<Finding> {
  try {
    const file = await loadResultFile(path);
    const faults = await validateResult(file, engine.validation);
    if (faults.length > 0) return faulty(listed(path, faults.map(faultLine)));
    const remarks = await engine.examine(file);
    const impossible = remarks.filter(({ severity }) => severity === 'impossible');
    if (impossible.length > 0) return faulty(listed(path, impossible.map(impossibleLine)));
    const doubtful = remarks.filter(({ severity }) => severity === 'doubtful');
    const notes = notesOn(file, remarks, engine.validation.rulesHash);
    const word = doubtful.length === 0 ? 'ok' : 'doubtful';
    const head = `${word} ${path}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
    return { isValid: true, lines: [head, ...listed(path, doubtful.map(remarkText))] };
  } catch (error) {
    if (error instanceof InvalidFileError) return faulty([error.message]);
    throw error;
  }
}

function notesOn(file: ResultFile, remarks: readonly Remark[], rulesHash: string): readonly string[] {
  const { session, judgedBy, environment } = file;
  return [
    session.ended === 'partial' ? endingText(file) : null,
    isSimulated(environment.adapter) ? SIMULATED : null,
    judgedBy.rulesHash === rulesHash ? null : OTHER_RULES,
    remarks.some(({ severity }) => severity === 'unknown') ? OTHER_VERSION : null,
  ].filter(note => note !== null);
}

function faultLine({ place, message }: Fault): string {
  return `${place}: ${message}`;
}

/** With the relation that is broken: its file in src/integrity says why it must hold. */
function impossibleLine(remark: Remark): string {
  return `${remarkText(remark)} (impossible, ${remark.relation})`;
}

/** The first of them, each after the file's name, and how many more there are. */
function listed(path: string, found: readonly string[]): readonly string[] {
  const shown = found.slice(0, SHOWN_PROBLEMS).map(line => `${path}, ${line}`);
  const rest = found.length - shown.length;
  return rest === 0 ? shown : [...shown, `${path}: ${rest} more disagreements`];
}

function faulty(lines: readonly string[]): Finding {
  return { isValid: false, lines };
}
