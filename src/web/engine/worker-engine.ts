import type { EngineDescription, EngineLink, RunListener } from './engine.ts';
import type { ToPage, ToWorker } from './protocol.ts';

/** The real engine, in a Web Worker, so that waiting for the GPU never blocks the page. */
export function createWorkerEngine(): EngineLink {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const listeners: RunListener[] = [];
  let isDescribed = false;
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
    if (isDescribed) for (const listener of listeners) listener.failed(message);
    else describe({ status: 'unavailable', cause: 'page-failed', message });
  };

  worker.addEventListener('message', (event: MessageEvent<ToPage>) => {
    const message = event.data;
    if (message.type === 'description') return describe(message.description);
    if (message.type === 'failed') {
      for (const listener of listeners) listener.failed(message.message);
      return;
    }
    const heard = Promise.allSettled(listeners.map(listener => listener.event(message)));
    if (message.type === 'partial') void heard.then(() => send({ type: 'kept' }));
  });
  worker.addEventListener('error', event => fail(event.message || 'the measuring worker did not load'));
  worker.addEventListener('messageerror', () => fail('a message of the measuring worker could not be read'));
  send({ type: 'describe' });

  return {
    describe: () => description,
    start: choice => send({ type: 'start', choice }),
    stop: () => send({ type: 'stop' }),
    pause: () => send({ type: 'pause' }),
    resume: () => send({ type: 'resume' }),
    listen: listener => {
      listeners.push(listener);
    },
  };
}
