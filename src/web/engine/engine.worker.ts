import { describeEnvironment } from '../../app/environment.ts';
import { suites } from '../../app/suites.ts';
import { formats, generators, kernels } from '../../catalog.ts';
import { messageOf } from '../../core/errors.ts';
import { openGpu } from '../../gpu/open.ts';
import { browserPlatform, createVisibilityGate } from '../../platform/browser.ts';
import { AdapterError } from '../../platform/platform.ts';
import type { EngineDescription, RunChoice } from './engine.ts';
import { matrixInput, readingOf } from './matrix-reading.ts';
import type { ToPage, ToWorker } from './protocol.ts';

/** The measuring side of the page. */

const gate = createVisibilityGate();
const platform = browserPlatform(gate);
let running: AbortController | null = null;
let kept: (() => void) | null = null;
/** Of a run that waits for more time, or to be ended. */
let giveTime: ((ms: number | null) => void) | null = null;

/** Past this a page that does not keep the partial file is not waited for. */
const KEEPING_MS = 5000;

const send = (message: ToPage): void => globalThis.postMessage(message);

globalThis.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === 'describe')
    void describe().then(description => send({ type: 'description', asked: message.asked, description }));
  if (message.type === 'start') void start(message.choice);
  if (message.type === 'read-matrix') readMatrix(message.id, message.file);
  if (message.type === 'longer') {
    gate.resume();
    giveTime?.(message.timeBudgetMs);
  }
  if (message.type === 'stop') {
    gate.resume();
    running?.abort();
  }
  if (message.type === 'kept') kept?.();
  if (message.type === 'pause') gate.pause();
  if (message.type === 'resume') gate.resume();
});

async function describe(): Promise<EngineDescription> {
  try {
    const gpu = await openGpu(platform, null);
    const environment = await describeEnvironment(platform, gpu, null, 'brief');
    gpu.device.destroy();
    return {
      status: 'ready',
      environment,
      suites: [...suites.values()].map(
        ({
          id,
          label,
          question,
          description,
          expectedSeconds,
          secondsWithMatrices,
          secondsPerMatrix,
          expectedBytes,
          noMatrices,
          needsMatrices,
        }) => ({
          id,
          label,
          question,
          description,
          expectedSeconds,
          expectedBytes,
          ...(secondsWithMatrices && { secondsWithMatrices }),
          ...(secondsPerMatrix && { secondsPerMatrix }),
          ...(noMatrices !== undefined && { noMatrices }),
          ...(needsMatrices !== undefined && { needsMatrices }),
        }),
      ),
      kernels: [...kernels.values()].map(({ id, label, description, source, format, operation }) => ({
        id,
        label,
        description,
        source,
        format,
        operation,
      })),
      formats: [...formats.values()].map(({ id, label, family, source }) => ({ id, label, family, source })),
      problems: [...generators.values()].map(({ id, label, description }) => ({ id, label, description })),
    };
  } catch (error) {
    const cause = error instanceof AdapterError ? error.obstacle : 'adapter-failed';
    return { status: 'unavailable', cause, message: messageOf(error) };
  }
}

async function start(choice: RunChoice): Promise<void> {
  running?.abort();
  giveTime?.(null);
  running = new AbortController();
  // A run that ended in a hidden tab left it closed; a page that is still hidden asks for a pause again.
  gate.resume();
  const { signal } = running;
  try {
    // Loaded when it is to measure: a page that is only looked at has no use for it.
    const { runSuite } = await import('../../app/run.ts');
    const events = runSuite({
      platform,
      suiteId: choice.suiteId,
      files: choice.files.map(matrixInput),
      kernelsGlob: choice.kernels,
      adapter: null,
      seed: choice.seed,
      timeBudgetMs: choice.timeBudgetMs,
      label: choice.label,
      signal,
      programVersion: __PROGRAM_VERSION__,
      longer: () => (signal.aborted ? Promise.resolve(null) : askForTime()),
    });
    for await (const event of events) {
      send(event);
      if (event.type !== 'partial') continue;
      // The page works on the same processor: nothing is timed until it has kept the file.
      await new Promise<void>(resolve => {
        kept = resolve;
        setTimeout(resolve, KEEPING_MS);
      });
    }
  } catch (error) {
    send({ type: 'failed', message: messageOf(error) });
  }
}

/** Resolves when the page gives more time, or with null when another run begins. */
function askForTime(): Promise<number | null> {
  return new Promise(resolve => {
    giveTime = ms => {
      giveTime = null;
      resolve(ms);
    };
    send({ type: 'waiting' });
  });
}

/** One after another: matrices may be large. */
let reading: Promise<void> = Promise.resolve();

function readMatrix(id: number, file: File): void {
  reading = reading.then(async () => send({ type: 'matrix', id, reading: await readingOf(file) }));
}
