import { expect, it, vi } from 'vitest';
import type { RunInput } from '../../app/run.ts';
import type { ToPage, ToWorker } from './protocol.ts';

vi.mock('../../app/run.ts', () => ({
  async *runSuite({ platform, longer }: RunInput) {
    yield { type: 'note', message: 'begun' };
    await platform.whenVisible();
    yield { type: 'note', message: 'visible' };
    yield { type: 'partial', file: null };
    yield { type: 'note', message: 'measured on' };
    yield { type: 'note', message: `given ${await longer?.()}` };
  },
}));

const CHOICE = { suiteId: '', files: [], label: null, seed: 1, kernels: null, timeBudgetMs: null };

const told: ToPage[] = [];
let receive: (message: MessageEvent<ToWorker>) => void = () => {};
vi.stubGlobal('navigator', { userAgent: '' });
vi.stubGlobal('postMessage', (message: ToPage) => told.push(message));
vi.stubGlobal('addEventListener', (_type: string, listener: typeof receive) => {
  receive = listener;
});
await import('./engine.worker.ts');

const tell = (data: ToWorker) => receive(new MessageEvent('message', { data }));
const notes = () => told.flatMap(message => (message.type === 'note' ? [message.message] : []));

it('a run measures though the one before it ended in a hidden tab', async () => {
  tell({ type: 'pause' });
  tell({ type: 'start', choice: CHOICE });
  await vi.waitFor(() => expect(notes()).toEqual(['begun', 'visible']));
});

it('a run measures on when the page has kept its partial file', async () => {
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(told.at(-1)?.type).toBe('partial');
  tell({ type: 'kept' });
  await vi.waitFor(() => expect(notes().at(-1)).toBe('measured on'));
});

it('a run that has left out cases says that it waits, and goes on with the time that it is given', async () => {
  await vi.waitFor(() => expect(told.at(-1)?.type).toBe('waiting'));
  tell({ type: 'longer', timeBudgetMs: 5000 });
  await vi.waitFor(() => expect(notes().at(-1)).toBe('given 5000'));
});

it('a run that waits is over when another one starts', async () => {
  told.length = 0;
  tell({ type: 'start', choice: CHOICE });
  await vi.waitFor(() => expect(told.at(-1)?.type).toBe('partial'));
  tell({ type: 'kept' });
  await vi.waitFor(() => expect(told.at(-1)?.type).toBe('waiting'));
  tell({ type: 'start', choice: CHOICE });
  await vi.waitFor(() => expect(notes()).toContain('given null'));
});

it('a run that starts in a hidden tab waits', async () => {
  told.length = 0;
  tell({ type: 'start', choice: CHOICE });
  tell({ type: 'pause' });
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(notes()).toEqual(['begun']);
  tell({ type: 'resume' });
  await vi.waitFor(() => expect(notes()).toEqual(['begun', 'visible']));
});
