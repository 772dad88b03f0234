import { useMemo } from 'preact/hooks';
import { type ExperimentStance, stancesOf } from '../../../answer/certainty.ts';
import { Sketch } from '../../../charts/strip/sketch.tsx';
import { findingValue } from '../../../report/rows/overview.ts';
import { openFinding, type Shown } from '../../state.ts';

/** The six experiments in a row: what each says of the answer, by word, shape and colour. */
export function StanceStrip({ shown: { measured } }: { readonly shown: Shown }) {
  const stances = useMemo(() => stancesOf(measured, measured.verdict.regime), [measured]);
  return (
    <section aria-labelledby="strip-title">
      <h2 id="strip-title">What agrees, what does not</h2>
      <ul class="strip">
        {stances.map(stance => (
          <li key={stance.id}>
            <Tile stance={stance} measured={measured} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly stance: ExperimentStance;
  readonly measured: Shown['measured'];
}

/** Opens the panel of its finding. */
function Tile({ stance: { id, name, stance, measured: isMeasured }, measured }: TileProps) {
  const finding = measured.findings.find(one => one.id === id);
  return (
    <button
      type="button"
      class="tile"
      disabled={finding === undefined}
      onClick={() => {
        openFinding.value = id;
      }}
    >
      <strong>{name}</strong>
      {finding && <Sketch measured={measured} finding={finding} />}
      <span class={`stance stance-${stance.replaceAll(' ', '-')}`}>
        {isMeasured ? stance : 'not measured'}
      </span>
      {finding && isMeasured && <span class="small quiet">{findingValue(finding)}</span>}
    </button>
  );
}
