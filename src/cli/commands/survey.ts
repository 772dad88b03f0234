import { join } from 'node:path';
import type { Command } from 'commander';
import { formatMemory } from '../../core/units.ts';
import { ansi, plain } from '../../report/table/colour.ts';
import { toSurveyTable } from '../../report/table/table-survey.ts';
import type { Context } from '../context.ts';
import { adapterOption, parseLabel, parseSeconds } from '../options.ts';
import { runSurvey, type SurveyEnd } from '../survey/survey.ts';
import { wantsColour } from '../terminal/output.ts';

const DEFAULT_SECONDS = 900;

interface SurveyWords {
  readonly timeBudget: number;
  readonly out?: string;
  readonly adapter?: string;
  readonly label?: string;
}

export function addSurvey(program: Command, context: Context): void {
  program
    .command('survey')
    .summary('everything worth having from a card that you have for a quarter of an hour')
    .description(
      "Runs doctor, smoke, quick, batch1, the vendor's libraries (on NVIDIA, where PyTorch is there), decode, density and " +
        'ceilings, each with its share of the time. Every result is saved as it comes; at the end there are one summary page ' +
        'and one archive to bring home. With --out of an earlier survey it takes up what is missing.',
    )
    .option('--time-budget <seconds>', 'of everything', parseSeconds, DEFAULT_SECONDS)
    .option('--out <folder>', 'where everything goes (default: results/local/survey-<date and time>)')
    .addOption(adapterOption())
    .option('--label <text>', 'kept in the result files: "lab box 3"', parseLabel)
    .addHelpText('after', EXAMPLES)
    .action((words: SurveyWords) => survey(words, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- survey --label "rented H100"
  npm run -s ridgepoint -- survey --time-budget 300 --adapter hardware --out results/local/h100
  npm run -s ridgepoint -- survey --out results/local/h100

The exit code is that of the first step whose own is not 0.
`;

async function survey(words: SurveyWords, context: Context): Promise<void> {
  const { engine } = context;
  const adapter = words.adapter ?? null;
  const relaunched = await engine.relaunch(adapter);
  if (relaunched !== null) return context.exitWith(relaunched);
  const out = words.out ?? join('results', 'local', `survey-${minute(new Date())}`);
  const timeBudgetMs = words.timeBudget * 1000;
  const end = await runSurvey({ adapter, timeBudgetMs, out, label: words.label ?? null }, context);
  print(end, out, context);
  context.exitWith(end.exitCode);
}

function print({ survey: whole, home }: SurveyEnd, out: string, { io }: Context): void {
  const isMissing = whole.steps.some(({ state }) => state === 'skipped' || state === 'failed');
  const places = [
    `Summary: ${home.summary}`,
    `Archive: ${home.archive}, ${formatMemory(home.bytes)}`,
    ...(isMissing ? [`Once more with --out ${out}: what is missing is taken up`] : []),
  ];
  io.stdout.write(toSurveyTable(whole, wantsColour(io) ? ansi : plain));
  io.stdout.write(`\n${places.join('\n')}\n`);
}

/** "2026-11-27-0743", UTC. */
function minute(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}
