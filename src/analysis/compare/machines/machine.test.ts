import { describe, expect, it } from 'vitest';
import { environmentOf } from '../testing/compared.ts';
import { machineOf, machineText } from './machine.ts';

const here = environmentOf({ name: 'Card One', runtime: 'Chrome' });
const id = machineOf(here).id;

describe('a machine', () => {
  it('is the same after its driver, its browser and its kernel were updated', () => {
    const later = {
      ...here,
      runtime: { ...here.runtime, version: '999', platform: 'another kernel' },
    };
    expect(machineOf(later).id).toBe(id);
    const nvidia = (version: string) =>
      machineOf({
        ...here,
        adapter: { ...here.adapter, device: 'nvidia-h200', description: `NVIDIA: ${version} 580.1.4.0` },
      }).id;
    expect(nvidia('580.1')).toBe(nvidia('590.2'));
  });

  it('is another by its adapter, its class, its label and its runtime', () => {
    const others = [
      environmentOf({ name: 'Card Two', runtime: 'Chrome' }),
      environmentOf({ name: 'Card One', runtime: 'Chrome', class: 'software' }),
      environmentOf({ name: 'Card One', runtime: 'Chrome', label: 'lab box 3' }),
      environmentOf({ name: 'Card One', runtime: 'node' }),
    ].map(environment => machineOf(environment).id);
    expect(new Set([id, ...others]).size).toBe(5);
  });

  it('is of one model with those whose name is spelled another way, and only with those', () => {
    const model = (name: string) => machineOf(environmentOf({ name })).modelId;
    expect(model('NVIDIA H200')).toBe(model('nvidia-h200'));
    expect(model('NVIDIA H200')).not.toBe(model('NVIDIA H100'));
    expect(model('Карта 1')).not.toBe(model('Карта 2'));
  });

  it('is simulated where its vendor says so', () => {
    expect(machineOf(environmentOf({ vendor: 'simulated' })).isSimulated).toBe(true);
    expect(machineOf(here).isSimulated).toBe(false);
  });

  it('is printed with its label where that says more than its name', () => {
    const text = (label: string) =>
      machineText(machineOf(environmentOf({ name: 'nvidia-h200', label, runtime: 'node' })));
    expect(text('NVIDIA H200')).toBe('nvidia-h200, node');
    expect(text('rented')).toBe('nvidia-h200 (rented), node');
  });
});
