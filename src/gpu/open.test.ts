import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { closeGpu, openGpu } from './open.ts';
import { answered } from './waiting.ts';

const GIB = 2 ** 30;
const OFFERED = {
  maxBufferSize: 4 * GIB,
  maxStorageBufferBindingSize: 2 * GIB,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
};

type Request = Required<Pick<GPUDeviceDescriptor, 'requiredFeatures' | 'requiredLimits'>>;

const names = (features: Iterable<string>) => [...features];

/** @param refuses whether a request fails, or gives a device that is lost from the start */
function fakeSource({
  refuses = () => false,
  isNamed = true,
}: {
  refuses?: (request: Request) => boolean | 'lost at once';
  isNamed?: boolean;
} = {}) {
  const requests: Request[] = [];
  let adapters = 0;
  const requestAdapter = async (): Promise<GPUAdapter> => {
    let isUsed = false;
    adapters++;
    const adapter = {
      ...(isNamed ? { info: { vendor: 'acme', description: 'Acme 1' } } : {}),
      limits: OFFERED,
      features: new Set(['timestamp-query', 'shader-f16', 'bgra8unorm-storage']),
      async requestDevice(request: Request) {
        if (isUsed) throw new Error('the adapter is consumed');
        isUsed = true;
        requests.push(request);
        const refusal = refuses(request);
        if (refusal === true) throw new Error('limit not supported');
        const lost =
          refusal === 'lost at once' ? Promise.resolve({ message: 'no room' }) : new Promise(() => {});
        return { lost, limits: { ...request.requiredLimits }, features: new Set(request.requiredFeatures) };
      },
    };
    return adapter as unknown as GPUAdapter;
  };
  const source = {
    requestAdapter,
    languageFeatures: () => new Set<string>(),
    whenVisible: () => Promise.resolve(),
  };
  return { source, requests, adapters: () => adapters };
}

describe('opening a device', () => {
  it('takes the limits that the adapter knows, and the features that are of use', async () => {
    const { source, requests } = fakeSource();
    const gpu = await openGpu(source, null);
    expect(requests).toEqual([
      { requiredLimits: OFFERED, requiredFeatures: ['timestamp-query', 'shader-f16'] },
    ]);
    expect(gpu).toMatchObject({ concession: null, adapter: { description: 'Acme 1', class: 'hardware' } });
  });

  it.each([
    ['fewer limits', (r: Request) => Object.keys(r.requiredLimits).length > 2, 2, /only its buffer sizes/],
    ['none', (r: Request) => Object.keys(r.requiredLimits).length > 0, 3, /default limits; .*not supported/],
    ['no features either', (r: Request) => names(r.requiredFeatures).length > 0, 4, /without features/],
  ] as const)(
    'asks a new adapter for %s where that is refused, and says so',
    async (_, refuses, asked, said) => {
      const { source, requests, adapters } = fakeSource({ refuses });
      const gpu = await openGpu(source, null);
      expect([requests.length, adapters()]).toEqual([asked, asked]);
      expect(gpu.concession).toMatch(said);
    },
  );

  it('takes a device that comes lost for a refusal', async () => {
    const refuses = (r: Request) =>
      Object.keys(r.requiredLimits).length > 2 ? ('lost at once' as const) : false;
    const gpu = await openGpu(fakeSource({ refuses }).source, null);
    expect(gpu.concession).toContain('refused: no room');
    expect(gpu.loss.message).toBeNull();
  });

  it('gives up where nothing helps, with what was said first', async () => {
    await expect(openGpu(fakeSource({ refuses: () => true }).source, null)).rejects.toMatchObject({
      message: 'the adapter gives no device: limit not supported',
      exitCode: EXIT.noAdapter,
    });
  });

  it('does without a name where the adapter says nothing of itself', async () => {
    const { adapter, limits } = await openGpu(fakeSource({ isNamed: false }).source, null);
    expect(adapter).toEqual({
      vendor: '',
      architecture: '',
      device: '',
      description: '',
      subgroupMinSize: null,
      subgroupMaxSize: null,
      isFallbackAdapter: false,
      class: 'hardware',
    });
    expect(limits).toMatchObject({ subgroupMinSize: 1, subgroupMaxSize: 128 });
  });
});

describe('opening a device that never comes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const never = () => new Promise<never>(() => {});

  it.each([
    ['an adapter', { requestAdapter: never }],
    ['a device', { requestAdapter: async () => ({ limits: {}, features: new Set(), requestDevice: never }) }],
  ] as const)('ends where %s was asked for and nothing came', async (what, part) => {
    const source = { ...fakeSource().source, ...(part as object) };
    const opening = expect(openGpu(source, null)).rejects.toThrow(`${what} was asked for, and nothing came`);
    await vi.advanceTimersByTimeAsync(30_000);
    await opening;
  });

  it('makes waits for the device end in its loss', async () => {
    const gpu = await openGpu(fakeSource().source, null);
    const waiting = expect(answered(gpu.device, never())).rejects.toThrow('did not answer');
    await vi.advanceTimersByTimeAsync(30_000);
    await waiting;
    expect(gpu.loss.message).toContain('did not answer');
    let isDestroyed = false;
    Object.assign(gpu.device, { destroy: () => (isDestroyed = true) });
    closeGpu(gpu);
    expect(isDestroyed).toBe(false);
  });
});
