import { useMemo } from 'preact/hooks';
import type { RunFilter } from '../../../analysis/compare/machines/choose-runs.ts';
import { formatCount } from '../../../core/units.ts';
import { lines, listedRuns } from '../../compare/known-runs.ts';
import { filter, filtered, setFilter } from './list-state.ts';

/** What the list is cut down to. */
export function ListFilters() {
  const runs = listedRuns.value;
  const suites = useMemo(() => [...new Set(runs.map(({ suite }) => suite))].sort(), [runs]);
  const runtimes = useMemo(() => [...new Set(runs.map(({ machine }) => machine.runtime))].sort(), [runs]);
  const count = filtered.value.length;
  return (
    <div class="list-filters">
      <Choice name="class" label="Class" options={['hardware', 'software']} />
      <label>
        Maker or name
        <input
          type="search"
          value={filter.value.vendor ?? ''}
          onInput={event => setFilter('vendor', event.currentTarget.value)}
        />
      </label>
      <Choice name="runtime" label="Runtime" options={runtimes} />
      <Choice name="suite" label="Suite" options={suites} />
      <label>
        Since
        <input
          type="date"
          value={filter.value.since ?? ''}
          onInput={event => setFilter('since', event.currentTarget.value)}
        />
      </label>
      <p class="small quiet" role="status">
        {formatCount(count)} of {formatCount(lines.value.length)}{' '}
        {lines.value.length === 1 ? 'machine' : 'machines'}
      </p>
    </div>
  );
}

interface ChoiceProps {
  readonly name: keyof RunFilter;
  readonly label: string;
  readonly options: readonly string[];
}

function Choice({ name, label, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={filter.value[name] ?? ''} onChange={event => setFilter(name, event.currentTarget.value)}>
        <option value="">any</option>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
