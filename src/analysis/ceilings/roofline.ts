import type { Ceiling } from '../../core/record/finding.ts';

/** FLOP/byte where the memory slope meets the compute roof; null where either was not measured. */
export function ridgePoint(ceilings: readonly Ceiling[]): number | null {
  const [read, fma] = (['read', 'fma'] as const).map(
    id => ceilings.find(ceiling => ceiling.id === id)?.value ?? 0,
  );
  return read! > 0 && fma! > 0 ? fma! / read! : null;
}
