import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { type Comparison, oursWasWrong } from '../../bench/peers/comparison.ts';
import { EXIT, messageOf, UserError } from '../core/errors.ts';
import { printable, printableLines } from '../core/printable.ts';
import { isRelaunched, relaunchForAdapter, releaseGpu } from '../platform/node.ts';
import { AdapterError } from '../platform/platform.ts';
import { endWithParent } from '../platform/relaunch.ts';
import { sweepTemporary } from '../platform/scratch.ts';
import { adapterOption, parseSeconds } from './options.ts';
import { type CompareRequest, compareInNode } from './peers/in-node.ts';
import { installPeers } from './peers/install.ts';
import { deliverText, type PeersOptions, requireFeasible } from './peers/output.ts';
import { FORMATS, formatComparison, type PeersFormat } from './peers/report.ts';
import { watchOutputs } from './terminal/output-faults.ts';

/** Entry point of `npm run bench:peers`: other people's libraries on the same problems and the same device. */

interface Options extends PeersOptions {
  readonly format: PeersFormat;
  readonly timeBudget?: number;
}

const EXAMPLES = `
Examples:
  npm run bench:peers
  npm run bench:peers -- --adapter software --format md --out peers.md
  npm run bench:peers -- --browser

The first use installs the peers' packages into bench/peers/node_modules.
Exit codes: 0 ok (a peer that was wrong or failed says so in its row), 2 usage, 3 no adapter, 4 our output was wrong.
`;

/** The program is built into bench/peers/dist, beside the packages that it compares with. */
const PEERS_FOLDER = join(import.meta.dirname, '..');

const command = new Command('bench:peers')
  .description('Compares with other libraries on the same problems, the same device and the same checks.')
  .addOption(adapterOption())
  .option('--browser', 'in Chromium instead of Node, on its software adapter; adds onnxruntime-web')
  .addOption(new Option('--format <format>', 'of the result').choices(FORMATS).default('table'))
  .option('--out <file>', 'write the result there instead of to stdout')
  .option('--time-budget <seconds>', 'about how long to measure', parseSeconds)
  .addHelpText('after', EXAMPLES)
  .exitOverride();

async function main(): Promise<number> {
  command.parse();
  const options = command.opts<Options>();
  await requireFeasible(options);
  await installPeers(PEERS_FOLDER, process.stderr);
  const adapter = options.adapter ?? null;
  if (!options.browser) {
    const relaunched = await relaunchForAdapter(adapter);
    if (relaunched !== null) return relaunched;
  }
  const comparison = await measure(options, {
    adapter,
    timeBudgetMs: options.timeBudget === undefined ? null : options.timeBudget * 1000,
    programVersion: __PROGRAM_VERSION__,
    progress: text => process.stderr.write(`${printable(text)}\n`),
  });
  const text = formatComparison(comparison, options.format);
  await deliverText(text, options.out, process.stdout);
  return oursWasWrong(comparison) ? EXIT.wrongOutput : EXIT.ok;
}

async function measure({ browser }: Options, request: CompareRequest): Promise<Comparison> {
  if (!browser) return compareInNode(request);
  const { compareInBrowser } = await import('./peers/in-browser.ts');
  return compareInBrowser(PEERS_FOLDER, request);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const expected = error instanceof UserError || error instanceof AdapterError;
  const text = expected
    ? messageOf(error)
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`error: ${printableLines(text)}\n`);
  return error instanceof UserError ? error.exitCode : expected ? EXIT.noAdapter : EXIT.internal;
}

watchOutputs(process.stdout, process.stderr, () => {
  process.exitCode ||= EXIT.usage;
});
if (isRelaunched()) endWithParent();
sweepTemporary();
const exitCode = await main().catch(report);
if (exitCode !== EXIT.ok) process.exitCode = exitCode;
releaseGpu();
// Peers keep devices, and with them the process, alive; what was printed drains first.
process.stdout.write('', () => process.exit());
