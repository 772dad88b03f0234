import { describe, expect, it } from 'vitest';
import { denseFacts, okRecord } from '../../../src/analysis/testing/records.ts';
import { partsOf } from '../../../src/catalog.ts';
import { guessedPilot } from '../../../src/measure/device/pilot.ts';
import { dilutions, isDenseProduct, makeCase, problem } from './cases.ts';

const resident = (residentBytes: number) => ({
  pilot: { ...guessedPilot([], { deviceClass: 'hardware', features: new Set() }, partsOf), residentBytes },
});
const SQUARE = problem('dense', { m: 64, n: 64 });

describe('cases of a suite', () => {
  it('are diluted in pairs with themselves', () => {
    const whole = makeCase('gemv/rows-per-workgroup', SQUARE);
    expect(dilutions(resident(65_536), whole, [0.5, 0])).toEqual([
      [whole, { ...whole, memoryShare: 0.5 }],
      [whole, { ...whole, memoryShare: 0 }],
    ]);
  });

  it('are diluted by the resident set that the pilot found', () => {
    const whole = makeCase('gemv/i8', SQUARE);
    expect(dilutions(resident(16_384), whole, [0])).toEqual([
      [whole, { ...whole, memoryShare: 0, residentBytes: 16_384 }],
    ]);
  });

  it('are left out of dilution where the kernel is not dilutable, or nothing was fastest', () => {
    expect(
      dilutions(resident(65_536), makeCase('gemm/tiled', problem('product', { m: 8, n: 8, k: 8 })), [0.5]),
    ).toEqual([]);
    expect(dilutions(resident(65_536), null, [0.5])).toEqual([]);
  });

  it('count as dense products by operation and format, whatever the kernel is called', () => {
    const facts = { problem: denseFacts(64, 64), problemSpec: SQUARE };
    const isDense = (kernelId: string) => isDenseProduct(okRecord({ ...facts, kernelId }));
    expect(isDense('gemv/row-per-thread')).toBe(true);
    for (const other of ['gemv/i8', 'gemm/tiled', 'spmv/csr-scalar', 'host/js-dense', 'cublas/gemv-f32']) {
      expect(isDense(other)).toBe(false);
    }
  });
});
