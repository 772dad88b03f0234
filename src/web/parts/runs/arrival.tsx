import { printable } from '../../../core/printable.ts';
import { awaitedRun } from '../../link/link.ts';
import { place } from '../../route.ts';
import { reading } from '../../state.ts';

/** What is on its way to the page: a large file that is being read, or a run whose file has to be asked for. */
export function Arrival() {
  const file = reading.value;
  const awaited = awaitedRun.value;
  return (
    <>
      {file && (
        <p class="arrival">
          <label>
            Reading {printable(file.name)} <progress max={1} value={file.share} />
          </label>
        </p>
      )}
      {awaited?.isMissing && (
        <p class="amber arrival" role="status">
          This link is to a run that this browser does not keep (<code>{awaited.run}</code>). Ask whoever sent
          it for the run’s result file, a .json, and drop it on this page
          {place.value === 'findings' ? ' or open it below' : ', or open it under '}
          {place.value !== 'findings' && <a href="#findings">Findings</a>}: the link’s place in it then opens.
        </p>
      )}
    </>
  );
}
