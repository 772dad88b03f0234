import type { EngineDescription, EngineLink, RunListener } from './engine.ts';
import type { MatrixReading } from './matrix-reading.ts';
import type { ToPage, ToWorker } from './protocol.ts';

/** The real engine, in a Web Worker, so that waiting for the GPU never blocks the page. */
export function createWorkerEngine(): EngineLink {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const listeners: RunListener[] = [];
  const readers = new Map<number, (reading: MatrixReading) => void>();
  let isDescribed = false;
  let readCount = 0;
  let answerDescription: (description: EngineDescription) => void = () => {};
  const description = new Promise<EngineDescription>(resolve => {
    answerDescription = resolve;
  });
  const describe = (answer: EngineDescription) => {
    isDescribed = true;
    answerDescription(answer);
  };
  const send = (message: ToWorker) => worker.postMessage(message);
  const fail = (message: string) => {
    for (const answer of readers.values()) answer({ status: 'refused', message });
    readers.clear();
    if (isDescribed) for (const listener of listeners) listener.failed(message);
    else describe({ status: 'unavailable', cause: 'page-failed', message });
  };

  worker.addEventListener('message', (event: MessageEvent<ToPage>) => {
    const message = event.data;
    if (message.type === 'description') return describe(message.description);
    if (message.type === 'matrix') {
      readers.get(message.id)?.(message.reading);
      readers.delete(message.id);
      return;
    }
    for (const listener of listeners) {
      if (message.type === 'failed') listener.failed(message.message);
      else listener.event(message);
    }
  });
  worker.addEventListener('error', event => fail(event.message || 'the measuring worker did not load'));
  worker.addEventListener('messageerror', () => fail('a message of the measuring worker could not be read'));
  send({ type: 'describe' });

  return {
    describe: () => description,
    readMatrix: file =>
      new Promise(resolve => {
        const id = readCount++;
        readers.set(id, resolve);
        send({ type: 'read-matrix', id, file });
      }),
    start: choice => send({ type: 'start', choice }),
    stop: () => send({ type: 'stop' }),
    pause: () => send({ type: 'pause' }),
    resume: () => send({ type: 'resume' }),
    listen: listener => {
      listeners.push(listener);
    },
  };
}
