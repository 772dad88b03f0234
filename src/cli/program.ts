import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from '../core/errors.ts';
import { printableLines } from '../core/printable.ts';
import { commandName } from '../platform/installation.ts';
import { addBundle } from './commands/bundle.ts';
import { addCheckResults } from './commands/check-results.ts';
import { addCollect } from './commands/collect.ts';
import { addCompare } from './commands/compare.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addIndex } from './commands/index-results.ts';
import { addList } from './commands/list.ts';
import { addMethod } from './commands/method.ts';
import { addRace } from './commands/race.ts';
import { addReport } from './commands/report.ts';
import { addRun } from './commands/run.ts';
import { addSchema } from './commands/schema.ts';
import { addSimulate } from './commands/simulate.ts';
import { addSurvey } from './commands/survey.ts';
import { addValidate } from './commands/validate.ts';
import type { Context, Io } from './context.ts';
import type { Engine } from './engine.ts';
import { failureOf } from './failure.ts';

/** Runs one command line. Never throws and never ends the process. */
export async function runProgram(
  words: readonly string[],
  engine: Engine,
  io: Io,
  programVersion: string,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  const context: Context = {
    engine,
    io,
    programVersion,
    exitWith: code => {
      exitCode = code;
    },
  };
  try {
    await buildProgram(context).parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFailure(error, io);
  }
}

function buildProgram(context: Context): Command {
  const program = new Command('ridgepoint')
    .description(
      'Measures, on the GPU in front of you, whether batch-1 inference is limited by memory bandwidth, arithmetic or ' +
        'dispatch, and at which sparsity a CSR kernel beats a dense one.',
    )
    .version(context.programVersion)
    .exitOverride()
    .configureOutput({
      writeOut: text => context.io.stdout.write(asTypedHere(text)),
      writeErr: text => context.io.stderr.write(asTypedHere(text)),
      getOutHelpWidth: () => Math.min(context.io.stdout.columns ?? 80, 100),
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(--help shows commands, options and examples)')
    .addHelpText('after', EXAMPLES);
  for (const add of [
    addDoctor,
    addList,
    addRun,
    addRace,
    addSurvey,
    addReport,
    addCompare,
    addValidate,
    addIndex,
    addCheckResults,
    addExport,
    addSimulate,
    addMethod,
    addCollect,
    addBundle,
    addSchema,
  ])
    add(program, context);
  return program;
}

const EXAMPLES = `
Examples:
  Does it run here, and on which GPU?
    npm run -s ridgepoint -- doctor
  What limits a language model on this GPU, and how many tokens/s does that allow?
    npm run -s ridgepoint -- run quick --html
  Is my kernel faster than the fastest of the others, and by how much?
    npm run -s ridgepoint -- race spmv/csr-vector
  Does CSR beat dense on my pruned matrix, and from which sparsity on?
    npm run -s ridgepoint -- run density --matrix weights.smtx
  Which of these machines is faster, at what, and by how much?
    npm run -s ridgepoint -- compare results
  Everything from a rented card, within a quarter of an hour:
    npm run -s ridgepoint -- survey --time-budget 900

Exit codes: 0 ok, 1 internal, 2 usage, 3 no suitable adapter, 4 a kernel's output was wrong,
  5 slower than the baseline, 6 invalid result file or matrix, 7 device lost, 130 interrupted (partial result saved).
`;

/** Help shows commands as they are typed in a checkout; a bundle has another launcher. Errors quote what was typed. */
function asTypedHere(text: string): string {
  return printableLines(text).replaceAll('npm run -s ridgepoint --', commandName());
}

function reportFailure(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { text, exitCode } = failureOf(error);
  io.stderr.write(`${text}\n`);
  return exitCode;
}
