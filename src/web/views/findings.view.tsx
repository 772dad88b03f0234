import { formatCount } from '../../core/units.ts';
import { awaitedRun, sortPart } from '../link/link.ts';
import { AnswerBlock } from '../parts/answer/answer-block.tsx';
import { Panel } from '../parts/argument/panel.tsx';
import { StanceStrip } from '../parts/argument/stance-strip.tsx';
import { Why } from '../parts/argument/why.tsx';
import { CaseTable } from '../parts/findings/case-table.tsx';
import { ClaimsBlock } from '../parts/findings/claims-block.tsx';
import { Exports } from '../parts/findings/exports.tsx';
import { FindingFigures } from '../parts/findings/finding-figures.tsx';
import { LoadResult } from '../parts/findings/load-result.tsx';
import { MatrixTables } from '../parts/findings/matrix-tables.tsx';
import { Provenance } from '../parts/findings/provenance.tsx';
import { RunFacts } from '../parts/findings/run-facts.tsx';
import { VerdictBlock } from '../parts/findings/verdict-block.tsx';
import { Fold } from '../parts/fold.tsx';
import { OpenExample } from '../parts/measure/open-example.tsx';
import { RunningFigure } from '../parts/measure/running-figure.tsx';
import { Notes } from '../parts/notes.tsx';
import { KeptRunsHere } from '../parts/runs/lazy-parts.tsx';
import type { Session } from '../session.ts';
import { type Shown, shown } from '../state.ts';

/** The answer, why it is that, what agrees with it, and folded everything else. */
export function FindingsView({ session }: { readonly session: Session }) {
  const now = shown.value;
  if (now === null) return awaitedRun.value?.isMissing === false ? <Opening /> : <NothingYet />;
  if (now.live) return <RunningFigure shown={now} />;
  return (
    <div class="findings">
      <Provenance shown={now} />
      <AnswerBlock shown={now} session={session} />
      <Why shown={now} />
      <StanceStrip shown={now} />
      <Panel shown={now} />
      <Folds key={now.file?.sha256} shown={now} />
    </div>
  );
}

function Folds({ shown: now }: { readonly shown: Shown }) {
  return (
    <div class="folds">
      {now.measured.records.some(({ case: { problem } }) => problem.generator === 'file') && (
        <Fold title="Your matrices, by format and kernel">
          <MatrixTables shown={now} />
        </Fold>
      )}
      <Fold title="All experiments, with what was predicted">
        <VerdictBlock shown={now} />
        <FindingFigures shown={now} />
      </Fold>
      <Fold title="The claims of the debate, with numbers to change">
        <ClaimsBlock shown={now} />
      </Fold>
      <Fold title={`All ${formatCount(now.measured.records.length)} cases`} isOpen={sortPart.peek() !== null}>
        <CaseTable shown={now} />
        <Notes shown={now} />
      </Fold>
      <Fold title="How it was measured">
        <RunFacts shown={now} />
      </Fold>
      <Fold title="Raw data, exports and other result files">
        <Exports shown={now} />
        <LoadResult />
      </Fold>
    </div>
  );
}

function Opening() {
  return (
    <p class="quiet" role="status">
      Opening the run…
    </p>
  );
}

function NothingYet() {
  return (
    <>
      <section class="nothing" aria-labelledby="nothing-title">
        <h1 id="nothing-title">Nothing is measured yet</h1>
        <p class="lead">
          Press Run under <a href="#measure">Measure</a>, or open a result file from another run or machine.
        </p>
        <LoadResult />
        <OpenExample />
      </section>
      <KeptRunsHere />
    </>
  );
}
