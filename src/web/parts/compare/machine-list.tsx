import { useState } from 'preact/hooks';
import { machineText } from '../../../analysis/compare/machines/machine.ts';
import type { TrustedFigure } from '../../../analysis/compare/machines/trust.ts';
import { printable } from '../../../core/printable.ts';
import { formatCount, formatNumber, formatShare, formatSi } from '../../../core/units.ts';
import { REGIME_WORDS } from '../../../report/compare/compare-words.ts';
import { isInBasket, toggleInBasket } from '../../compare/basket.ts';
import { type LineOrder, type MachineLine, tokensPerSecond } from '../../compare/listing.ts';
import { modelPart } from '../../link/link.ts';
import { modelChoice } from '../../link/model-choice.ts';
import { BarCell } from './bar-cell.tsx';
import { order, sorted } from './list-state.ts';
import { SortHeader } from './sort-header.tsx';
import { TableFrame } from './table-frame.tsx';

const SOURCES = { kept: 'kept here', opened: 'opened here', collector: 'from the collector' } as const;

/** So many are drawn until more are asked for. */
const FIRST = 50;

/** Every machine that is known: how fast it reads, and what limits it. */
export function MachineList() {
  const [count, setCount] = useState(FIRST);
  const lines = sorted.value;
  const choice = modelChoice(modelPart.value);
  const fastest = Math.max(0, ...lines.map(({ read }) => read?.value ?? 0));
  const header = { order: order.value, onOrder: (next: typeof order.value) => (order.value = next) };
  const columns: readonly (readonly [LineOrder, string, string])[] = [
    ['read', 'Reads', 'Bytes a second from memory; the bar is its share of the fastest in the list'],
    ['fma', 'Calculates', 'FLOP/s of multiply-adds in f32'],
    ['tokens', 'Tokens/s', 'What reading the weights of the chosen model once a token allows'],
    ['crossover', 'Sparse wins below', 'Share of nonzeros under which a sparse kernel beats dense'],
  ];
  return (
    <>
      <TableFrame label="List of machines">
        <table>
          <thead>
            <tr>
              <SortHeader
                column="name"
                label="Machine"
                meaning="Name and runtime"
                isNumeric={false}
                {...header}
              />
              {columns.map(([column, label, meaning]) => (
                <SortHeader key={column} {...{ column, label, meaning }} isNumeric {...header} />
              ))}
              <th scope="col">Batch 1 is limited by</th>
              <SortHeader column="date" label="Date" meaning="Of the newest run" isNumeric {...header} />
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, count).map(line => (
              <MachineRow
                key={line.machine.id}
                line={line}
                fastest={fastest}
                tokens={tokensPerSecond(line.shown, choice)}
              />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p class="quiet empty-table">No machine passes these filters.</p>}
      </TableFrame>
      {lines.length > count && (
        <button type="button" class="quiet-button" onClick={() => setCount(count + 10 * FIRST)}>
          Show more of {formatCount(lines.length)}
        </button>
      )}
    </>
  );
}

interface MachineRowProps {
  readonly line: MachineLine;
  /** B/s of the fastest in the list. */
  readonly fastest: number;
  readonly tokens: number | null;
}

function MachineRow({ line, fastest, tokens }: MachineRowProps) {
  const { machine, shown, read, fma, runs } = line;
  const name = printable(machineText(machine));
  return (
    <tr>
      <th scope="row">
        <label class="check">
          <input
            type="checkbox"
            checked={isInBasket(shown.sha256)}
            onChange={() => toggleInBasket(shown.sha256)}
          />
          <span>
            <span class="visually-hidden">Compare </span>
            {name}
            <span class="remark">{remarkOf(line)}</span>
          </span>
        </label>
      </th>
      <BarCell
        label="Reads"
        text={read === null ? '' : formatSi(read.value, 'B/s')}
        share={read === null || fastest === 0 ? null : read.value / fastest}
        remark={sourceText(read)}
      />
      <BarCell label="Calculates" text={fma === null ? '' : formatSi(fma.value, 'FLOP/s')} share={null} />
      <BarCell label="Tokens/s" text={tokens === null ? '' : formatNumber(tokens)} share={null} />
      <BarCell
        label="Sparse wins below"
        text={shown.crossoverDensity === null ? '' : formatShare(shown.crossoverDensity)}
        share={null}
      />
      <td>{REGIME_WORDS[shown.regime]}</td>
      <td class="number" data-label="Date">
        {shown.startedAt.slice(0, 10)}
        {runs.length > 1 && <span class="remark">newest of {formatCount(runs.length)} runs</span>}
      </td>
    </tr>
  );
}

/** "software adapter · kept here". */
function remarkOf({ machine, shown }: MachineLine): string {
  const parts = [
    machine.isSimulated ? 'simulated, not ranked' : machine.class,
    ...(shown.source === 'corpus' ? [] : [SOURCES[shown.source]]),
    ...(shown.standing === 'doubtful' ? [`doubtful: ${shown.flags.join(', ')}`] : []),
  ];
  return printable(parts.join(' · '));
}

/** Where a figure comes from, unless it is plainly a checked run of that machine. */
function sourceText(figure: TrustedFigure | null): string | null {
  if (figure === null || figure.source === 'same-gpu') return null;
  if (figure.source === 'own') return 'your own run';
  if (figure.runs.length === 1) return 'as another machine of that model';
  const spread = `${formatSi(figure.low, 'B/s')}–${formatSi(figure.high, 'B/s')}`;
  return `median of ${figure.runs.length} machines of that model, ${spread}`;
}
