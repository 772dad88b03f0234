import { messageOf } from '../../core/errors.ts';
import { showResultText } from '../files.ts';
import { awaitedRun } from '../link/link.ts';
import { goTo } from '../route.ts';
import { collectorUrl } from '../send/collector-url.ts';
import { failure } from '../state.ts';
import { exampleFile } from './examples.ts';
import type { KeptRun } from './kept-run.ts';
import { shelf } from './shelf.ts';

/** Shows a kept run in Findings, checked like any file. */
export function openKept(run: KeptRun): Promise<void> {
  return show(run, () => goTo('findings'));
}

/**
 * Shows the run that a link names, where it is kept here or is an example, or has the reader asked for its file.
 * @param digits first ones of its SHA-256
 */
export async function openLinked(digits: string): Promise<void> {
  await shelf.refresh();
  const run = shelf.runs.value?.find(({ sha256 }) => sha256.startsWith(digits));
  if (run) await show(run, () => {});
  else if (!(await showCollected(digits))) await showExample(digits);
  const awaited = awaitedRun.value;
  if (awaited?.run === digits) awaitedRun.value = { ...awaited, isMissing: true };
}

/** Only the collector that served this page is asked, and only it knows other people's runs. */
async function showCollected(digits: string): Promise<boolean> {
  if (collectorUrl() === null) return false;
  const { collectedRun } = await import('../send/collected-run.ts');
  const text = await collectedRun(digits);
  if (text === null) return false;
  try {
    await showResultText(text, 'collected run', () => {});
  } catch (error) {
    failure.value = messageOf(error);
  }
  return true;
}

async function showExample(digits: string): Promise<void> {
  try {
    const example = await exampleFile(digits);
    if (example) await showResultText(await example.text(), example.name, () => {});
  } catch (error) {
    failure.value = messageOf(error);
  }
}

async function show(run: KeptRun, then: () => void): Promise<void> {
  try {
    await showResultText(await shelf.textOf(run.sha256), keptName(run), then);
  } catch (error) {
    failure.value = messageOf(error);
  }
}

/** As a file would be named. */
function keptName({ facts }: KeptRun): string {
  return facts === null ? 'kept run' : `kept run of ${facts.startedAt.slice(0, 10)}`;
}
