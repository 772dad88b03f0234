import { describe, expect, it } from 'vitest';
import type { Ceiling } from '../../core/record/finding.ts';
import { roofFinding } from './roof.ts';

const memoryCeiling = { id: 'read', kind: 'memory' } as Ceiling;

function share(value: number, halfWidth = 0.01) {
  return {
    value,
    low: value - halfWidth,
    high: value + halfWidth,
    paired: true,
    count: 20,
    evidence: ['a', 'b'],
  };
}

describe('E1, the roof', () => {
  it.each([
    [0.95, 'supported'],
    [0.82, 'supported'],
    [0.8, 'undecided'],
    [0.7, 'undecided'],
    [0.595, 'undecided'],
    [0.5, 'refuted'],
    [1.045, 'undecided'],
    [1.2, 'undecided'],
  ])('with b = %s of a memory ceiling is %s', (b, status) => {
    expect(roofFinding(share(b), memoryCeiling).status).toBe(status);
  });

  it('says that the probe is no ceiling where the product beats it', () => {
    expect(roofFinding(share(1.2), memoryCeiling).reason).toMatch(/no ceiling for this kernel/);
  });

  it.each(['mixed', 'instruction-limited', 'unknown'] as const)(
    'cannot be decided by a ceiling that is %s',
    kind => {
      expect(roofFinding(share(0.95), { ...memoryCeiling, kind }).status).toBe('undecided');
      expect(roofFinding(share(0.1), { ...memoryCeiling, kind }).status).toBe('undecided');
    },
  );

  it('is not decided by fewer than five rounds', () => {
    const finding = roofFinding({ ...share(0.95), count: 4 }, memoryCeiling);
    expect(finding.status).toBe('undecided');
    expect(finding.reason).toMatch(/4 rounds decide nothing, it takes 5/);
  });

  it('says what it lacks', () => {
    expect(roofFinding(null, undefined)).toMatchObject({ status: 'undecided', value: null, evidence: [] });
  });

  it('gives the numbers in a sentence', () => {
    expect(roofFinding(share(0.9), memoryCeiling).reason).toBe(
      'Predicted: b ≥ 0.8 if memory bandwidth limits; under 0.6 refutes. Measured: b = 0.900 (0.890–0.910) of a memory ceiling.',
    );
  });
});
