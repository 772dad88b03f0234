import { type ResultFile, SCHEMA_VERSION } from '../../core/record/result-file.ts';
import { analyze } from '../analyze.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { DEVICES } from './device.ts';
import { syntheticEnvironment } from './environment.ts';
import { type SyntheticRunOptions, syntheticRun } from './synthetic-run.ts';

/** A complete result file of a synthetic run. Its hashes are zeros: shape and analysis are right, integrity is not. */
export function syntheticResultFile(options: SyntheticRunOptions = {}): ResultFile {
  const device = options.device ?? DEVICES.bandwidthBound;
  const environment = syntheticEnvironment(device);
  const records = syntheticRun(options);
  return {
    schemaVersion: SCHEMA_VERSION,
    programVersion: '0.1.0',
    judgedBy: { programVersion: '0.1.0', rulesHash: __RULES_HASH__ },
    suiteHash: '0'.repeat(16),
    session: {
      suite: 'quick',
      seed: options.seed ?? 1,
      startedAt: '2026-01-02T03:04:05.000Z',
      durationMs: 48_000,
      ended: 'complete',
      plannedRounds: options.rounds ?? 20,
      discardedRounds: 1,
      unsteady: false,
    },
    environment,
    records,
    ...analyze(records, environment),
    thresholds: THRESHOLDS,
    sha256: '0'.repeat(64),
  };
}
