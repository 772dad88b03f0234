import { useEffect, useMemo } from 'preact/hooks';
import { printable } from '../../core/printable.ts';
import { formatCount } from '../../core/units.ts';
import { ModelControls } from '../../report/html/model-controls.tsx';
import { addFiles } from '../compare/add-files.ts';
import { chosen } from '../compare/basket.ts';
import { collected, loadCollected } from '../compare/collected.ts';
import { fileFaults, files, wantFiles } from '../compare/compared-files.ts';
import { corpus, loadCorpus } from '../compare/corpus.ts';
import { lines, listOwnRuns, refusals } from '../compare/known-runs.ts';
import { modelPart } from '../link/link.ts';
import { modelChoice, modelText } from '../link/model-choice.ts';
import { ListFilters } from '../parts/compare/list-filters.tsx';
import { MachineList } from '../parts/compare/machine-list.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { lazy } from '../parts/lazy.tsx';

/** Figures and rules come after the list, which needs none of them. */
const SideBySide = lazy(async () => (await import('../parts/compare/side-by-side.tsx')).SideBySide);
const KernelEverywhere = lazy(
  async () => (await import('../parts/compare/kernel-everywhere.tsx')).KernelEverywhere,
);

/** Runs kept here, opened, or published: a list of machines, and the chosen ones side by side. */
export function CompareView() {
  useEffect(() => {
    void loadCorpus();
    void loadCollected();
    void listOwnRuns();
  }, []);
  return (
    <div class="compare">
      <h1>How do machines compare?</h1>
      <p class="lead">
        What each GPU reads a second, and what limits it: by runs that hold their raw samples. Tick machines
        to set them side by side.
      </p>
      <p>
        Tokens/s are for{' '}
        <ModelControls
          choice={modelChoice(modelPart.value)}
          onChange={choice => {
            modelPart.value = modelText(choice);
          }}
        />
      </p>
      <CollectedLine />
      <CorpusLine />
      <ListFilters />
      <MachineList />
      <DropZone
        label="Add result files"
        hint="Your own or other people’s .json files, dropped here or chosen. They stay in this page."
        accept=".json,application/json"
        multiple
        onFiles={dropped => void addFiles(dropped)}
      />
      {refusals.value.map(message => (
        <p key={message} class="alarm" role="alert">
          {printable(message)}
        </p>
      ))}
      <Basket />
      <KernelEverywhere />
    </div>
  );
}

function CollectedLine() {
  const now = collected.value;
  if (now.status === 'none') return null;
  return (
    <p class="small quiet" role="status">
      {now.status === 'loading' && 'Reading the runs of the collector…'}
      {now.status === 'failed' && `The runs of the collector could not be read: ${printable(now.message)}.`}
      {now.status === 'ready' && `${countText(now.runs.length)} `}
      {now.status !== 'loading' && (
        <button type="button" class="quiet-button" onClick={() => void loadCollected()}>
          Look again
        </button>
      )}
    </p>
  );
}

function countText(count: number): string {
  if (count === 0) return 'This collector has no run yet.';
  return `This collector has ${formatCount(count)} ${count === 1 ? 'run' : 'runs'}.`;
}

function CorpusLine() {
  const now = corpus.value;
  return (
    <p class="small quiet" role="status">
      {now.status === 'loading' && 'Reading the published runs…'}
      {now.status === 'none' &&
        collected.value.status === 'none' &&
        'This page is served without published runs: what is kept and opened here is listed.'}
      {now.status === 'failed' && `The published runs could not be read: ${printable(now.message)}.`}
    </p>
  );
}

function Basket() {
  const { known, missing } = chosen.value;
  useEffect(() => void wantFiles(known), [known]);
  const here = files.value;
  const ready = useMemo(() => known.flatMap(sha256 => here.get(sha256) ?? []), [known, here]);
  const faults = known.flatMap(sha256 => fileFaults.value.get(sha256) ?? []);
  const isSettled = corpus.value.status !== 'loading';
  return (
    <section aria-labelledby="basket-title" class="basket">
      <h2 id="basket-title">Side by side</h2>
      {isSettled && missing.length > 0 && (
        <p class="amber">
          The link names {missing.length === 1 ? 'a run that is' : 'runs that are'} neither published nor kept
          here (
          {missing.map(digits => (
            <code key={digits}>{digits} </code>
          ))}
          ): add their files.
        </p>
      )}
      {faults.map(fault => (
        <p key={fault} class="alarm" role="alert">
          {printable(fault)}
        </p>
      ))}
      {ready.length < known.length - faults.length && (
        <p class="small quiet">
          Reading {known.length - faults.length - ready.length} of {known.length} runs…
        </p>
      )}
      {ready.length > 0 && <SideBySide files={ready} />}
      {isSettled && known.length === 0 && (
        <p class="quiet">
          {lines.value.length === 0
            ? 'No run is known yet: measure one, or add files.'
            : 'No machine is ticked.'}
        </p>
      )}
    </section>
  );
}
