import { computed, signal } from '@preact/signals';
import type { RunFilter } from '../../../analysis/compare/machines/choose-runs.ts';
import { lines } from '../../compare/known-runs.ts';
import { filteredLines, type LineOrder, sortedLines } from '../../compare/listing.ts';
import type { Order } from './sort-header.tsx';

/** What the list of machines shows. */

export const filter = signal<RunFilter>({});

export const order = signal<Order<LineOrder>>({ column: 'read', isDescending: true });

/** A field that asks for nothing leaves the filter. */
export function setFilter(name: keyof RunFilter, value: string): void {
  const { [name]: _, ...others } = filter.value;
  filter.value = value === '' ? others : { ...others, [name]: value };
}

export const filtered = computed(() => filteredLines(lines.value, filter.value));

export const sorted = computed(() =>
  sortedLines(filtered.value, order.value.column, order.value.isDescending),
);
