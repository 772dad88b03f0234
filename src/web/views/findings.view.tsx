import { CaseTable } from '../parts/findings/case-table.tsx';
import { Exports } from '../parts/findings/exports.tsx';
import { FindingFigures } from '../parts/findings/finding-figures.tsx';
import { LoadResult } from '../parts/findings/load-result.tsx';
import { RunFacts } from '../parts/findings/run-facts.tsx';
import { VerdictBlock } from '../parts/findings/verdict-block.tsx';
import { Notes } from '../parts/notes.tsx';
import { RunActionsHere } from '../parts/share/lazy-actions.tsx';
import { shown } from '../state.ts';

/** The argument: answer, evidence, every case, raw data. */
export function FindingsView() {
  const now = shown.value;
  if (now === null) return <NothingYet />;
  return (
    <div class="findings">
      <RunFacts shown={now} />
      <VerdictBlock shown={now} />
      <RunActionsHere shown={now} />
      <FindingFigures shown={now} />
      <section aria-labelledby="cases-title">
        <h2 id="cases-title">All cases</h2>
        <CaseTable shown={now} />
      </section>
      <Notes shown={now} />
      <section aria-labelledby="exports-title" class="no-print">
        <h2 id="exports-title">Raw data</h2>
        <Exports shown={now} />
        <LoadResult />
      </section>
    </div>
  );
}

function NothingYet() {
  return (
    <section class="nothing" aria-labelledby="nothing-title">
      <h1 id="nothing-title">Nothing is measured yet</h1>
      <p class="lead">
        Choose a suite under <a href="#measure">Measure</a> and press Run, or open a result file from another
        run or machine.
      </p>
      <LoadResult />
    </section>
  );
}
