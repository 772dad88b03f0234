import { useMemo, useState } from 'preact/hooks';
import { machineText } from '../../../analysis/compare/machines/machine.ts';
import { crossingsFigure } from '../../../charts/overlay/crossings.tsx';
import { roofsFigure } from '../../../charts/overlay/roofs.tsx';
import { printable, printableTexts, withTexts } from '../../../core/printable.ts';
import { keepUnits } from '../../../core/units.ts';
import { comparisonOf } from '../../../report/compare/comparison.ts';
import type { ComparedFile, MachineAnswer } from '../../../report/compare/machine-answers.ts';
import { AnswerCard } from '../../../report/html/answer-card.tsx';
import { modelPart } from '../../link/link.ts';
import { modelChoice } from '../../link/model-choice.ts';
import { FigureBlock } from '../findings/figure-block.tsx';
import { ApartList } from './apart-list.tsx';
import { BasketTable } from './basket-table.tsx';
import { KernelSection, MEASURES, type Measure } from './kernel-sections.tsx';
import { TwoSides } from './two-sides.tsx';

/** So many questions are drawn until more are asked for; those that most machines answered come first. */
const FIRST_SECTIONS = 3;

/** The basket: answers in a table, cards, roofs and crossovers, kernels, and what stands apart. */
export function SideBySide({ files }: { readonly files: readonly ComparedFile[] }) {
  const [differences, setDifferences] = useState(false);
  const [measure, setMeasure] = useState<Measure>('bytes');
  const [everySection, setEverySection] = useState(false);
  const choice = modelChoice(modelPart.value);
  const comparison = useMemo(
    () => comparisonOf(printableTexts(files), { choice, differences, sides: null, notes: [] }),
    [files, modelPart.value, differences],
  );
  const { machines, table } = comparison;
  const sections = everySection ? table.sections : table.sections.slice(0, FIRST_SECTIONS);
  return (
    <>
      <div class="compare-choices">
        <label class="check">
          <input
            type="checkbox"
            checked={differences}
            onChange={event => setDifferences(event.currentTarget.checked)}
          />
          Only what differs
        </label>
        <label>
          Kernels by{' '}
          <select value={measure} onChange={event => setMeasure(event.currentTarget.value as Measure)}>
            {Object.entries(MEASURES).map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <BasketTable machines={machines} onlyDifferences={differences} />
      <div class="cards">
        {machines.map(machine => (
          <MachineCard key={machine.machine.id} machine={machine} />
        ))}
      </div>
      <Overlays machines={machines} />
      <TwoSides files={files} />
      <h2>Kernels, machine by machine</h2>
      <p class="small quiet">
        Only like with like: the same operation, type, problem, cache state and clock. The bar is the share of
        the roof of the machine’s own run.
      </p>
      {sections.map(section => (
        <KernelSection key={section.title} section={section} measure={measure} />
      ))}
      {table.sections.length === 0 && (
        <p class="quiet">
          {differences
            ? 'No kernel’s times differ.'
            : 'No two machines of one class timed the same thing: put another into the comparison.'}
        </p>
      )}
      {sections.length < table.sections.length && (
        <button type="button" class="quiet-button" onClick={() => setEverySection(true)}>
          Show all {table.sections.length} questions
        </button>
      )}
      <ApartList comparison={comparison} />
    </>
  );
}

function MachineCard({ machine: { machine, answer } }: { readonly machine: MachineAnswer }) {
  const name = printable(machineText(machine));
  return (
    <article aria-label={name}>
      <h3>{name}</h3>
      {answer === null ? (
        <p class="quiet">None of its runs here judged what limits it.</p>
      ) : (
        <AnswerCard answer={withTexts(answer, keepUnits)} about={name} />
      )}
    </article>
  );
}

function Overlays({ machines }: { readonly machines: readonly MachineAnswer[] }) {
  const real = machines.filter(({ machine }) => !machine.isSimulated);
  const figures = useMemo(() => {
    const named = real.map(({ machine, read, fma, isRoofPassed: isPassed, crossovers }) => ({
      name: printable(machineText(machine)),
      ...{ read, fma, isPassed, crossovers },
    }));
    return [roofsFigure(named), crossingsFigure(named)];
  }, [machines]);
  return (
    <div class="pair">
      {figures.map(figure => (
        <article key={figure.id}>
          <h2>{figure.text.title}</h2>
          <FigureBlock figure={figure} caption={figure.heading} withFinding={false} />
        </article>
      ))}
    </div>
  );
}
