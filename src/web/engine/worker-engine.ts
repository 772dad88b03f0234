import type { EngineDescription, EngineLink, RunListener } from './engine.ts';
import type { MatrixReading } from './matrix-reading.ts';
import type { ToPage, ToWorker } from './protocol.ts';

/** Once Stop is pressed, a worker that says nothing for so long is given up: something in it blocks. */
const STOPPING_MS = 60_000;

/** The real engine, in a Web Worker, so that waiting for the GPU never blocks the page. */
export function createWorkerEngine(): EngineLink {
  const listeners: RunListener[] = [];
  const description = createQuestion();
  const readers = new Map<number, (reading: MatrixReading) => void>();
  let readCount = 0;
  let worker = open();
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  const send = (message: ToWorker) => worker.postMessage(message);

  function open(): Worker {
    const opened = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    opened.addEventListener('message', (event: MessageEvent<ToPage>) => receive(event.data));
    opened.addEventListener('error', event => fail(event.message || 'the measuring worker did not load'));
    opened.addEventListener('messageerror', () =>
      fail('a message of the measuring worker could not be read'),
    );
    return opened;
  }

  function receive(message: ToPage): void {
    if (message.type === 'description') {
      description.answer(message.asked, message.description);
      return;
    }
    if (message.type === 'matrix') {
      readers.get(message.id)?.(message.reading);
      readers.delete(message.id);
      return;
    }
    if (message.type === 'waiting') {
      for (const listener of listeners) listener.waiting?.();
      return;
    }
    if (message.type === 'failed' || message.type === 'result') clearTimeout(giveUp);
    if (message.type === 'failed') {
      for (const listener of listeners) listener.failed(message.message);
      return;
    }
    const heard = Promise.allSettled(listeners.map(listener => listener.event(message)));
    if (message.type === 'partial') void heard.then(() => send({ type: 'kept' }));
  }

  function fail(message: string): void {
    clearTimeout(giveUp);
    for (const answer of readers.values()) answer({ status: 'refused', message });
    readers.clear();
    if (description.isAnswered()) for (const listener of listeners) listener.failed(message);
    else description.answerAll({ status: 'unavailable', cause: 'page-failed', message });
  }

  return {
    describe: () => description.ask(asked => send({ type: 'describe', asked })),
    readMatrix: file =>
      new Promise(resolve => {
        const id = readCount++;
        readers.set(id, resolve);
        send({ type: 'read-matrix', id, file });
      }),
    start: choice => send({ type: 'start', choice }),
    longer: timeBudgetMs => send({ type: 'longer', timeBudgetMs }),
    stop: () => {
      send({ type: 'stop' });
      clearTimeout(giveUp);
      giveUp = setTimeout(() => {
        worker.terminate();
        worker = open();
        fail('The measuring worker did not stop, and was ended. What was measured is shown, but not saved.');
      }, STOPPING_MS);
    },
    pause: () => send({ type: 'pause' }),
    resume: () => send({ type: 'resume' }),
    listen: listener => {
      listeners.push(listener);
    },
  };
}

/** What is asked again while an answer is out: only the newest answer counts, and answers all that asked. */
function createQuestion() {
  let newest = 0;
  let isAnswered = false;
  let failed: EngineDescription | null = null;
  let waiting: ((description: EngineDescription) => void)[] = [];
  const answerAll = (description: EngineDescription): void => {
    for (const answer of waiting) answer(description);
    waiting = [];
  };
  return {
    ask: (send: (asked: number) => void): Promise<EngineDescription> => {
      if (failed !== null) return Promise.resolve(failed);
      const answer = new Promise<EngineDescription>(resolve => waiting.push(resolve));
      send(++newest);
      return answer;
    },
    answer: (asked: number, description: EngineDescription): void => {
      if (asked !== newest) return;
      isAnswered = true;
      answerAll(description);
    },
    /** For good: whatever is asked later. */
    answerAll: (description: EngineDescription): void => {
      failed = description;
      answerAll(description);
    },
    isAnswered: () => isAnswered,
  };
}
