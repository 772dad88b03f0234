import { useEffect, useRef } from 'preact/hooks';
import { recordAt } from '../../../charts/measured.ts';
import { keepUnits } from '../../../core/units.ts';
import { closePanels, openAddress, openFinding, type Shown } from '../../state.ts';
import { FindingContent } from './finding-content.tsx';
import { RecordContent } from './record-content.tsx';

/** Over the page: one finding with everything that it rests on, or one record down to its samples. */
export function Panel({ shown: { measured, environment } }: { readonly shown: Shown }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const record = openAddress.value === null ? undefined : recordAt(measured, openAddress.value);
  const finding = measured.findings.find(({ id }) => id === openFinding.value);
  const isOpen = record !== undefined || finding !== undefined;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="panel-title" onClose={closePanels}>
      {isOpen && (
        <div class="panel-head">
          <h2 id="panel-title">{record ? record.case.kernelId : finding && keepUnits(finding.title)}</h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      )}
      {record && finding && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            openAddress.value = null;
          }}
        >
          Back to {keepUnits(finding.title)}
        </button>
      )}
      {record ? (
        <RecordContent record={record} clock={environment.clock} />
      ) : (
        finding && <FindingContent finding={finding} measured={measured} />
      )}
    </dialog>
  );
}
