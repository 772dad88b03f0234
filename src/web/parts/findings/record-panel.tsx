import { useEffect, useMemo, useRef } from 'preact/hooks';
import { recordAt } from '../../../charts/measured.ts';
import { samplesFigure } from '../../../charts/samples/samples.tsx';
import type { ClockFacts } from '../../../core/environment.ts';
import type { BenchRecord, OkRecord } from '../../../core/record/record.ts';
import { perDispatchNs } from '../../../stats/per-dispatch.ts';
import { openAddress, shown } from '../../state.ts';
import { ActionButton } from '../action-button.tsx';
import { FigureBlock } from './figure-block.tsx';
import { recordFacts } from './record-facts.ts';

/** One record down to its samples, over the page. */
export function RecordPanel() {
  const dialog = useRef<HTMLDialogElement>(null);
  const address = openAddress.value;
  const run = shown.value;
  const record = address !== null && run ? recordAt(run.measured, address) : undefined;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (record && !element.open) element.showModal();
    if (!record && element.open) element.close();
  }, [record]);
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="panel-title"
      onClose={() => {
        openAddress.value = null;
      }}
    >
      {run && record && (
        <PanelContent record={record} clock={run.environment.clock} onClose={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}

interface PanelContentProps {
  readonly record: BenchRecord;
  readonly clock: ClockFacts;
  readonly onClose: () => void;
}

function PanelContent({ record, clock, onClose }: PanelContentProps) {
  return (
    <>
      <div class="panel-head">
        <h2 id="panel-title">{record.case.kernelId}</h2>
        <button type="button" class="button" onClick={onClose}>
          Close
        </button>
      </div>
      <p class="address">
        <code>{record.address}</code>{' '}
        <ActionButton
          label="Copy address"
          done="Copied"
          action={() => navigator.clipboard.writeText(record.address)}
        />
      </p>
      {record.status === 'ok' && <OkContent record={record} clock={clock} />}
      {record.status === 'skipped' && <p>Skipped: {record.reason}</p>}
      {record.status === 'failed' && (
        <p>
          Failed at {record.stage}: {record.message}
        </p>
      )}
    </>
  );
}

function OkContent({ record, clock }: { readonly record: OkRecord; readonly clock: ClockFacts }) {
  const figure = useMemo(
    () => samplesFigure(record, perDispatchNs(record.samples, record.timerId)),
    [record],
  );
  return (
    <>
      <FigureBlock figure={figure} caption="Samples" />
      <dl class="facts">
        {recordFacts(record, clock).map(fact => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.text}</dd>
          </div>
        ))}
      </dl>
      <p class="small quiet">
        SHA-256 <code class="hash">{record.sha256}</code>
      </p>
    </>
  );
}
