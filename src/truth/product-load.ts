import { RESIDENT_SET_BYTES } from '../core/dilution.ts';
import { findResidentSet } from '../measure/device/resident-set.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { executionNs } from '../simulate/execution-time.ts';
import type { SimulatedLoad } from '../simulate/load.ts';

/** What a matrix–vector product over so many bytes of f32 weights asks of a device, one copy of them. */
export function productLoad(kernelId: string, bytes: number, writtenBytes: number): SimulatedLoad {
  return {
    kernelNames: [kernelId],
    operation: 'matvec',
    streamedBytes: bytes,
    workingSetBytes: bytes,
    memoryShare: 1,
    residentBytes: RESIDENT_SET_BYTES,
    writtenBytes,
    loadedFraction: 1,
    inputBytes: 0,
    values: bytes / 4,
    valueType: 'f32',
    flops: bytes / 2,
    loadsInFlight: 1,
    empty: false,
    dispatches: 1,
  };
}

/** What the pilot would find, from T(0) of the largest product, without noise. */
export function modelResidentBytes(device: SimulatedDevice): Promise<number> {
  const bytes = device.memory.largestMatrixBytes;
  const whole = productLoad('gemv/rows-per-workgroup', bytes, Math.sqrt(4 * bytes));
  return findResidentSet(async residentBytes =>
    executionNs(device, { ...whole, memoryShare: 0, residentBytes }),
  );
}
