import { useMemo } from 'preact/hooks';
import { PREDICTIONS } from '../../../analysis/experiments/predictions.ts';
import { findingFigures } from '../../../charts/finding-figures.tsx';
import { type Measured, recordAt } from '../../../charts/measured.ts';
import { standingOf } from '../../../charts/standing.ts';
import type { Finding } from '../../../core/record/finding.ts';
import { keepUnits } from '../../../core/units.ts';
import { casesBehind, casesCommand } from '../../../report/rows/cases-command.ts';
import { findingValue } from '../../../report/rows/overview.ts';
import { openAddress } from '../../state.ts';
import { ActionButton } from '../action-button.tsx';
import { Explained } from '../explained.tsx';
import { FigureBlock } from '../findings/figure-block.tsx';
import { StatusWord } from '../findings/finding-multiples.tsx';

interface FindingContentProps {
  readonly finding: Finding;
  readonly measured: Measured;
}

/** What was predicted, what was seen, the records behind it, and the command that measures them again. */
export function FindingContent({ finding, measured }: FindingContentProps) {
  const figure = useMemo(() => {
    const drawn = findingFigures({ ...measured, findings: [finding] })[0]?.figure;
    // The same may stand on the page below.
    return drawn ? { ...drawn, id: `panel-${drawn.id}` } : null;
  }, [finding, measured]);
  const predicts = PREDICTIONS.find(({ id }) => id === finding.id)?.under.bandwidth.predicts;
  return (
    <>
      <p>
        <span class="small quiet">{finding.id}</span> <StatusWord standing={standingOf(finding)} />
        {finding.value !== null && <strong> {keepUnits(findingValue(finding))}</strong>}
      </p>
      {predicts != null && <p>If memory speed limits, {predicts}.</p>}
      <p>
        <Explained text={keepUnits(finding.reason)} />
      </p>
      {figure && <FigureBlock figure={figure} caption={finding.id} withFinding={false} />}
      {finding.evidence.length > 0 && <Evidence finding={finding} measured={measured} />}
    </>
  );
}

function Evidence({ finding, measured }: FindingContentProps) {
  const command = casesCommand(casesBehind(finding, measured));
  return (
    <>
      <h3>What it rests on</h3>
      <ul class="evidence">
        {finding.evidence.map(address => (
          <li key={address}>
            {recordAt(measured, address) ? (
              <button
                type="button"
                class="link"
                onClick={() => {
                  openAddress.value = address;
                }}
              >
                <code>{address}</code>
              </button>
            ) : (
              <code>{address}</code>
            )}
          </li>
        ))}
      </ul>
      <h3>Measure it again</h3>
      <p class="address">
        <code>{command}</code>{' '}
        <ActionButton
          label="Copy command"
          done="Copied"
          action={() => navigator.clipboard.writeText(command)}
        />
      </p>
      <p class="small quiet">
        Everything that this rests on, measured together, each case in turns with the first. With{' '}
        <code>--like FILE</code>, the result file that Share saves, both results are printed side by side.
      </p>
    </>
  );
}
