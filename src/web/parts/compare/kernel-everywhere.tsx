import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ComparedRun } from '../../../analysis/compare/machines/compared-run.ts';
import { comparisonTable } from '../../../analysis/compare/machines/table.ts';
import { groupBy } from '../../../analysis/evidence/usable.ts';
import { messageOf } from '../../../core/errors.ts';
import { printable } from '../../../core/printable.ts';
import type { RunCase } from '../../../corpus/read-tables.ts';
import { casesOf, corpus } from '../../compare/corpus.ts';
import { KernelSection } from './kernel-sections.tsx';
import { filtered } from './list-state.ts';

type Cases =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly cases: readonly RunCase[] }
  | { readonly status: 'failed'; readonly message: string };

const FIRST_SECTIONS = 4;

/** One kernel on every published machine that passes the filters, read from the part of the index that holds it. */
export function KernelEverywhere() {
  const [kernelId, setKernelId] = useState('');
  const [cases, setCases] = useState<Cases>({ status: 'none' });
  useEffect(() => {
    if (kernelId === '') return setCases({ status: 'none' });
    let isCurrent = true;
    setCases({ status: 'loading' });
    casesOf(kernelId).then(
      found => isCurrent && setCases({ status: 'ready', cases: found }),
      error => isCurrent && setCases({ status: 'failed', message: messageOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [kernelId]);
  const lines = filtered.value;
  const sections = useMemo(() => {
    if (cases.status !== 'ready') return [];
    const own = groupBy(cases.cases, ({ run }) => run);
    const runs: ComparedRun[] = lines.flatMap(line =>
      line.runs.map(run => ({ ...run, cases: (own.get(run.sha256) ?? []).map(({ timed }) => timed) })),
    );
    return comparisonTable(runs.filter(run => run.cases.length > 0)).sections.slice(0, FIRST_SECTIONS);
  }, [cases, lines]);
  if (corpus.value.status !== 'ready') return null;
  return (
    <>
      <label>
        One kernel on every machine{' '}
        <select value={kernelId} onChange={event => setKernelId(event.currentTarget.value)}>
          <option value="">choose a kernel</option>
          {corpus.value.kernels.map(id => (
            <option key={id} value={id}>
              {printable(id)}
            </option>
          ))}
        </select>
      </label>
      <p role="status" class="small quiet">
        {cases.status === 'loading' && 'Reading its records…'}
        {cases.status === 'failed' && `They could not be read: ${printable(cases.message)}`}
        {cases.status === 'ready' && sections.length === 0 && 'No two machines of one class timed it alike.'}
      </p>
      {sections.map(section => (
        <KernelSection key={section.title} section={section} measure="bytes" />
      ))}
    </>
  );
}
