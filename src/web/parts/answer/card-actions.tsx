import { leftOutForTime } from '../../../core/record/left-out.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { formatCount, formatWait } from '../../../core/units.ts';
import { headline } from '../../../report/rows/overview.ts';
import type { Session } from '../../session.ts';
import { type Shown, waitingRun } from '../../state.ts';
import { RunActionsHere } from '../share/lazy-actions.tsx';

interface CardActionsProps {
  readonly shown: Shown;
  readonly session: Session;
}

/** What can be done with the answer, and small at its end what it was measured by. */
export function CardActions({ shown, session }: CardActionsProps) {
  const { file, name } = shown;
  if (file === null) return null;
  return (
    <div class="card-foot">
      <div class="card-actions no-print">
        <RunActionsHere shown={shown} />
        {name === null && <RunLonger file={file} session={session} />}
      </div>
      <p class="small quiet origin">{headline(file)}</p>
    </div>
  );
}

/** Times as long as the run that lacked time: a new run, and one that goes on. */
const LONGER = 2;
const MORE = 1;

function RunLonger({ file, session }: { readonly file: ResultFile; readonly session: Session }) {
  const count = leftOutForTime(file.records);
  if (count === 0) return null;
  const goesOn = waitingRun.value?.sha256 === file.sha256;
  const budgetMs = (goesOn ? MORE : LONGER) * file.session.durationMs;
  return (
    <p>
      {formatCount(count)} {count === 1 ? 'case was' : 'cases were'} left out for time.{' '}
      <button type="button" class="button" onClick={() => session.longer(file, budgetMs)}>
        Run longer · {formatWait(budgetMs)} {goesOn ? 'more' : 'from the start'}
      </button>
    </p>
  );
}
