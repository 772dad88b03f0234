import type { Command } from 'commander';
import { EXIT, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { formatCount } from '../../core/units.ts';
import type { Context } from '../context.ts';
import { type CheckedFile, checkedFiles } from '../corpus/checked-files.ts';
import { createKnown, type Review, review } from '../corpus/contribution.ts';
import { type Changes, gitChanges } from '../corpus/git-changes.ts';

interface CheckOptions {
  readonly base?: string;
}

export function addCheckResults(program: Command, context: Context): void {
  program
    .command('check-results')
    .summary('check what a contribution adds to the published runs')
    .description(
      'Checks the result files that a branch adds to a folder: new, a duplicate, doubtful, or refused. Exit code 6 where a ' +
        'file is refused or a duplicate; what is doubtful is for a person to look at. Without --base, every file is taken ' +
        'for new.',
    )
    .argument('<folder>', 'the published runs')
    .option('--base <ref>', 'what the branch goes into, as git names it: only what it adds is told')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, options: CheckOptions) => checkResults(folder, options, context));
}

const EXAMPLES = `
Examples:
  npm run -s check:results
  npm run -s ridgepoint -- check-results results --base origin/main
`;

async function checkResults(
  folder: string,
  { base }: CheckOptions,
  { engine, io, exitWith }: Context,
): Promise<void> {
  const changes = base === undefined ? null : await gitChanges(folder, base);
  const known = createKnown();
  const wanted: CheckedFile[] = [];
  for await (const checked of checkedFiles(folder, engine.validation)) {
    if (checked.status === 'sound') known.add(checked.name, checked.file);
    if (isWanted(checked, changes)) wanted.push(checked);
  }
  if (changes === null && wanted.length === 0) {
    throw new UserError(`no result files (*.json) in the folder ${folder}`, EXIT.usage);
  }
  const reviews: Review[] = [...removals(changes)];
  for (const checked of wanted) {
    reviews.push(await review(checked, known, changes?.changed.has(checked.name) ?? false));
  }
  for (const { verdict, name, reasons } of reviews) {
    const text = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
    io.stdout.write(`${printable(`${verdict} ${name}${text}`)}\n`);
  }
  io.stdout.write(`${summaryText(reviews)}\n`);
  if (reviews.some(({ verdict }) => verdict === 'refused' || verdict === 'duplicate'))
    exitWith(EXIT.invalidFile);
}

function isWanted({ name }: CheckedFile, changes: Changes | null): boolean {
  return changes === null || changes.added.has(name) || changes.changed.has(name);
}

/** Published runs stay: comparisons link to them. */
function removals(changes: Changes | null): readonly Review[] {
  return [...(changes?.removed ?? [])]
    .filter(name => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .map(name => ({ verdict: 'refused', name, reasons: ['it removes a run that is published'] }));
}

/** "3 files: 2 new, 1 doubtful". */
function summaryText(reviews: readonly Review[]): string {
  const counts = (['new', 'doubtful', 'duplicate', 'refused'] as const)
    .map(verdict => ({ verdict, count: reviews.filter(item => item.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${formatCount(count)} ${verdict}`);
  const files = `${formatCount(reviews.length)} ${reviews.length === 1 ? 'file' : 'files'}`;
  return counts.length === 0 ? 'No result file is added.' : `${files}: ${counts.join(', ')}`;
}
