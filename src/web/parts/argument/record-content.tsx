import { useMemo } from 'preact/hooks';
import { samplesFigure } from '../../../charts/samples/samples.tsx';
import type { ClockFacts } from '../../../core/environment.ts';
import type { BenchRecord, OkRecord } from '../../../core/record/record.ts';
import { casesCommand } from '../../../report/rows/cases-command.ts';
import { perDispatchNs } from '../../../stats/per-dispatch.ts';
import { ActionButton } from '../action-button.tsx';
import { FigureBlock } from '../findings/figure-block.tsx';
import { recordFacts } from '../findings/record-facts.ts';

interface RecordContentProps {
  readonly record: BenchRecord;
  readonly clock: ClockFacts;
}

/** One record down to its samples. */
export function RecordContent({ record, clock }: RecordContentProps) {
  return (
    <>
      <p class="address">
        <code>{record.address}</code>{' '}
        <ActionButton
          label="Copy address"
          done="Copied"
          action={() => navigator.clipboard.writeText(record.address)}
        />{' '}
        <ActionButton
          label="Copy command"
          done="Copied"
          action={() => navigator.clipboard.writeText(casesCommand([record.address]))}
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
