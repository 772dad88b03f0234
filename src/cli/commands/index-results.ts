import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { formatCount, formatMemory } from '../../core/units.ts';
import type { Context, Io } from '../context.ts';
import { type FolderIndex, indexFolder, writeSite, writeTables } from '../corpus/index-folder.ts';

interface IndexOptions {
  readonly out: string;
  readonly site?: true;
  readonly skipInvalid?: true;
}

export function addIndex(program: Command, context: Context): void {
  program
    .command('index')
    .summary('make Parquet tables of a folder of result files')
    .description(
      'Checks every result file of a folder and writes runs.parquet, a row a run, and records.parquet, a row a record, for ' +
        'DuckDB, Polars, pandas and the page. A file that disagrees with itself is named, and nothing is written: exit code ' +
        '6. A folder `local` in it is left out. The same files give the same bytes.',
    )
    .argument('<folder>', 'result files, in folders of any depth')
    .requiredOption('--out <folder>', 'where the tables go')
    .option('--site', 'for a static server: names with hashes, the runs themselves, and index.json')
    .option('--skip-invalid', 'leave out what disagrees with itself, and name it')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, options: IndexOptions) => index(folder, options, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- index results --out tables
  npm run -s ridgepoint -- index results --out dist/page/corpus --site
`;

async function index(
  folder: string,
  { out, site, skipInvalid }: IndexOptions,
  { engine, io, exitWith }: Context,
): Promise<void> {
  const found = await indexFolder(folder, engine.validation);
  sayWhatIsLeftOut(found, io);
  if (found.unsound.length > 0 && !skipInvalid) {
    io.stderr.write('Nothing was written; --skip-invalid leaves these files out.\n');
    exitWith(EXIT.invalidFile);
    return;
  }
  const [runsBytes, recordsBytes] = site
    ? await writeSite(found, out).then(({ runs, records }) => [runs.byteLength, records.byteLength] as const)
    : await writeTables(found, out);
  const { runs, records } = found;
  io.stdout.write(
    `${formatCount(runs.length)} ${runs.length === 1 ? 'run' : 'runs'} (${formatMemory(runsBytes)}) and ${formatCount(records.length)} records ` +
      `(${formatMemory(recordsBytes)}): ${printable(out)}\n`,
  );
}

function sayWhatIsLeftOut({ unsound, duplicates }: FolderIndex, io: Io): void {
  for (const { message } of unsound) io.stderr.write(`error: ${printable(message)}\n`);
  for (const name of duplicates) {
    io.stderr.write(`${printable(name)}: the same run as another file, indexed once\n`);
  }
}
