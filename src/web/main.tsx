import { render } from 'preact';
import './styles/tokens.css';
import './styles/page.css';
import './styles/header.css';
import './styles/controls.css';
import './styles/answer.css';
import './styles/figures.css';
import './styles/tables.css';
import './styles/runs.css';
import './styles/compare.css';
import './styles/print.css';
import { App } from './app.tsx';
import { catchDrops } from './dropped.ts';
import type { EngineLink } from './engine/engine.ts';
import { createWorkerEngine } from './engine/worker-engine.ts';
import { askBeforeLeaving } from './leaving.ts';
import { followLink } from './link/link.ts';
import { createLook } from './look.ts';
import { readMatricesBy } from './matrices.ts';
import { watchOtherTabs } from './other-tabs.ts';
import { followAddress } from './route.ts';
import { readRunAddress } from './run-address.ts';
import { choiceOf, prepareForm } from './run-form.ts';
import { keepRuns } from './runs/keep-runs.ts';
import { collectorUrl } from './send/collector-url.ts';
import { createSession } from './session.ts';
import { runState } from './state.ts';
import { followTheme } from './theme.ts';

async function chooseEngine(): Promise<EngineLink> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { createFakeEngine } = await import('./testing/fake-engine.ts');
    return createFakeEngine(new URLSearchParams(location.search).get('fake') ?? '');
  }
  return createWorkerEngine();
}

async function main(): Promise<void> {
  followTheme();
  followAddress();
  runState.subscribe(state => {
    document.documentElement.dataset.state = state;
  });
  const asked = readRunAddress(location.search);
  const engine = await chooseEngine();
  const session = createSession(engine);
  readMatricesBy(engine);
  catchDrops(window);
  const app = document.getElementById('app')!;
  app.textContent = '';
  const look = createLook(engine, answer => prepareForm(answer, asked));
  render(<App session={session} look={look} />, app);
  followLink(async run => (await import('./runs/open-run.ts')).openLinked(run));
  // The command line that opened the page keeps the run itself.
  if (asked.postBackToken === null) keepRuns(session);
  askBeforeLeaving();
  watchOtherTabs();
  if (collectorUrl() !== null) void import('./send/sending.ts').then(({ sendWaiting }) => sendWaiting());
  const answer = await look();
  if (asked.postBackToken !== null) {
    const { postBack } = await import('./post-back/post-back.ts');
    postBack(asked.postBackToken, answer, session);
  }
  const choice = choiceOf();
  if (!asked.run) return;
  if (answer.status === 'ready' && choice) session.start(choice);
  else runState.value = 'failed';
}

void main();
