import { printable } from '../../../core/printable.ts';
import { formatMemory } from '../../../core/units.ts';
import { linesOf, removeMatrix } from '../../matrices.ts';
import { type ChosenMatrix, matrices } from '../../run-form.ts';

/** Each file with what was found in it, or with what is wrong with it. */
export function ChosenMatrices() {
  if (matrices.value.length === 0) return null;
  return (
    <ul class="chosen-files" aria-live="polite">
      {matrices.value.map((chosen, index) => (
        <Chosen key={`${chosen.file.name} ${index}`} chosen={chosen} />
      ))}
    </ul>
  );
}

function Chosen({ chosen }: { readonly chosen: ChosenMatrix }) {
  const { file, reading } = chosen;
  const name = printable(file.name);
  return (
    <li>
      <span>
        {name} <span class="quiet">{formatMemory(file.size)}</span>
        {linesOf(chosen).map(line => (
          <span key={line} class={reading.status === 'refused' ? 'reading refused' : 'reading quiet'}>
            {printable(line)}
          </span>
        ))}
      </span>
      <button
        type="button"
        class="quiet-button"
        aria-label={`Remove ${name}`}
        onClick={() => removeMatrix(file)}
      >
        Remove
      </button>
    </li>
  );
}
