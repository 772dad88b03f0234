import type { Command } from 'commander';
import { Option } from 'commander';
import { requireMatrices } from '../../app/matrices.ts';
import { composeResult } from '../../app/result.ts';
import { suites } from '../../app/suites.ts';
import { readText } from '../../store/folder.ts';
import { sealRecord } from '../../store/hash.ts';
import { resultText } from '../../store/result-store.ts';
import { parseDevice } from '../../truth/device-file.ts';
import { runSimulated } from '../../truth/run-simulated.ts';
import { shaderHashes } from '../../truth/shader-hashes.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import { truthText, verdictText } from '../../truth/truth-text.ts';
import type { Context } from '../context.ts';
import { parseSeed, requireSuite } from '../options.ts';

interface SimulateOptions {
  readonly suite: string;
  readonly seed: number;
  readonly format: 'text' | 'json';
}

export function addSimulate(program: Command, context: Context): void {
  program
    .command('simulate')
    .summary('hold the verdict against a made-up device whose limits are known')
    .description(
      'Runs the session and the decision on a device described in a JSON file: what truly limits it (found by making ' +
        'each of its resources 10 % faster) beside what the verdict says. Kernels without sparse matrices take part; ' +
        'outputs are not computed, time is virtual.',
    )
    .argument('<device.json>', 'the device')
    .option('--suite <id>', 'the suite whose dense part is run', 'batch1')
    .option('--seed <n>', 'of noise and of the order of cases', parseSeed, 1)
    .addOption(
      new Option('--format <format>', 'json: a result file marked as simulated')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', EXAMPLE)
    .action((path: string, options: SimulateOptions) => simulate(path, options, context));
}

/** Every field that has no default, and some that have. */
const EXAMPLE = `
A device (rates per second; caches from the nearest on; overlapExponent 1 … "infinite"):
  {
    "name": "small discrete GPU",
    "memory": { "bytesPerSecond": 3e11, "latencyNs": 500 },
    "caches": [
      { "bytes": 131072, "bytesPerSecond": 4e12 },
      { "bytes": 4194304, "bytesPerSecond": 1.2e12 }
    ],
    "flopsPerSecond": 8e12,
    "loadBytesPerSecond": 4e12,
    "instructionsPerSecond": 2e12,
    "unpackInstructions": { "i4": 2 },
    "launchNs": 2000,
    "overlapExponent": 3,
    "kernels": { "probe/read": { "memoryShare": 0.98 } },
    "noise": { "deviation": 0.02 },
    "throttling": { "depth": 0.2, "periodMs": 5000 }
  }
Also: inputLoadCost, bytesInFlight, rampNs, encodeNs, submitNs, folded, timestamps, timestampStepNs, wallStepNs.

Examples:
  npm run -s ridgepoint -- simulate device.json
  npm run -s ridgepoint -- simulate device.json --format json > simulated.json
`;

async function simulate(
  path: string,
  { suite, seed, format }: SimulateOptions,
  context: Context,
): Promise<void> {
  requireMatrices(requireSuite(suite, suites), 0);
  const device = parseDevice(await readText(path), path);
  const run = await runSimulated({
    device,
    suite: requireSuite(suite, suites),
    seed,
    resolver: createSimulatedResolver(await shaderHashes()),
    seal: sealRecord,
  });
  const { stdout, stderr } = context.io;
  const truth = truthText(run, device.name);
  if (format === 'json') {
    stderr.write(truth);
    stdout.write(resultText(await composeResult(run, context.programVersion)));
  } else {
    stdout.write(`${truth}\n${verdictText(run)}`);
  }
}
