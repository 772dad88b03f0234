import { useMemo } from 'preact/hooks';
import { sharesFigure } from '../../../charts/shares/shares.tsx';
import { keepUnits } from '../../../core/units.ts';
import type { Shown } from '../../state.ts';
import { Explained } from '../explained.tsx';
import { FigureBlock } from './figure-block.tsx';

/** The verdict in the terms of the method, what carries it, what is missing, and the three shares. */
export function VerdictBlock({ shown: { measured } }: { readonly shown: Shown }) {
  const { verdict } = measured;
  const shares = useMemo(() => sharesFigure(measured), [measured]);
  return (
    <section class="verdict" aria-label="Verdict">
      <p>
        <strong>{keepUnits(verdict.sentence)}</strong>
      </p>
      <p>
        <Explained text={keepUnits(verdict.reason)} />
      </p>
      <FigureBlock figure={shares} caption="Shares of the time" />
    </section>
  );
}
