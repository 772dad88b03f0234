import { useEffect, useMemo, useRef } from 'preact/hooks';
import { recordAt } from '../../../charts/measured.ts';
import { samplesFigure } from '../../../charts/samples/samples.tsx';
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
  const measured = shown.value?.measured;
  const record = address !== null && measured ? recordAt(measured, address) : undefined;
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
      {record && <PanelContent record={record} onClose={() => dialog.current?.close()} />}
    </dialog>
  );
}

interface PanelContentProps {
  readonly record: BenchRecord;
  readonly onClose: () => void;
}

function PanelContent({ record, onClose }: PanelContentProps) {
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
      {record.status === 'ok' && <OkContent record={record} />}
      {record.status === 'skipped' && <p>Skipped: {record.reason}</p>}
      {record.status === 'failed' && (
        <p>
          Failed at {record.stage}: {record.message}
        </p>
      )}
    </>
  );
}

function OkContent({ record }: { readonly record: OkRecord }) {
  const figure = useMemo(
    () => samplesFigure(record, perDispatchNs(record.samples, record.timerId)),
    [record],
  );
  return (
    <>
      <FigureBlock figure={figure} caption="Samples" />
      <dl class="facts">
        {recordFacts(record).map(fact => (
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
