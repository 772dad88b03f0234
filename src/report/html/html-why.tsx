import type { ComponentChildren } from 'preact';
import { stancesOf } from '../../answer/certainty.ts';
import { crossoverFigures } from '../../charts/crossover/crossover.tsx';
import { dilutionFigure } from '../../charts/dilution/dilution.tsx';
import type { Figure } from '../../charts/figure.ts';
import { measuredOf } from '../../charts/measured.ts';
import { rooflineFigure } from '../../charts/roofline/roofline.tsx';
import { Sketch } from '../../charts/strip/sketch.tsx';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { findingValue, noCrossoverText, noDilutionText } from '../rows/overview.ts';
import { Drawn, FULL_WIDTH } from './html-parts.tsx';
import { keptText } from './kept-text.tsx';

interface PartProps {
  readonly file: JudgedFile;
}

/** The argument for the answer: three figures, each under what it shows, and what each experiment says of it. */
export function Why({ file }: PartProps) {
  const measured = measuredOf(file);
  const deciding = file.findings.find(({ id }) => id === 'E6');
  const dilution = deciding ? dilutionFigure(measured, deciding) : null;
  return (
    <>
      <div class="why">
        <Shown figure={dilution} missing={noDilutionText(deciding?.reason)}>
          {deciding && keptText(deciding.reason)}
        </Shown>
        <Shown figure={rooflineFigure(measured)} missing="" />
        <Shown figure={crossoverFigures(measured)[0] ?? null} missing={noCrossoverText(file.session)} />
      </div>
      <Agreement file={file} />
    </>
  );
}

interface ShownProps {
  /** Null: not measured. */
  readonly figure: Figure | null;
  /** In its place. */
  readonly missing: string;
  readonly children?: ComponentChildren;
}

function Shown({ figure, missing, children = null }: ShownProps) {
  if (figure === null) return <p class="quiet">{keptText(missing)}</p>;
  return (
    <section class="shown">
      <h2>{keptText(figure.text.title.replace(/\.$/, ''))}</h2>
      <Drawn figure={figure} width={FULL_WIDTH} caption={children} />
    </section>
  );
}

/** The six experiments in a row: what each says of the answer, by word, shape and colour. */
function Agreement({ file }: PartProps) {
  const measured = measuredOf(file);
  return (
    <section>
      <h2>What agrees, what does not</h2>
      <ul class="strip">
        {stancesOf(file, file.verdict.regime).map(({ id, name, stance, measured: isMeasured }) => {
          const finding = file.findings.find(one => one.id === id);
          return (
            <li key={id}>
              <strong>
                {name} ({id})
              </strong>
              {finding && <Sketch measured={measured} finding={finding} />}
              <span class={`stance ${stance.replaceAll(' ', '-')}`}>
                {isMeasured ? stance : 'not measured'}
              </span>
              {finding && isMeasured && <span class="quiet">{keptText(findingValue(finding))}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
