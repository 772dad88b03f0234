/** Made-up records for tests of analysis, charts, reports and pages. */
export { DEVICES, executionNs, type SyntheticDevice } from './device.ts';
export { syntheticEnvironment } from './environment.ts';
export {
  denseFacts,
  failedRecord,
  okRecord,
  type RecordOptions,
  samplesOf,
  scaleTimes,
  skippedRecord,
  sparseFacts,
  steadyTimes,
} from './ok-record.ts';
export { syntheticResultFile } from './result-file.ts';
export {
  columnsCase,
  csrCase,
  gemmCase,
  gemvCase,
  ladderCase,
  lossyCase,
  probeCase,
  type SyntheticCase,
} from './synthetic-cases.ts';
export {
  CSR_KERNELS,
  DENSITIES,
  DENSITY_SIZE,
  JUDGED_SIZE,
  PATTERNS,
  type SyntheticRunOptions,
  syntheticRun,
} from './synthetic-run.ts';
export { addressOf, measureGroups } from './synthetic-session.ts';
