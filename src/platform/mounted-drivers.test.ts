import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loaderEnvironment, mountedDrivers } from './mounted-drivers.ts';

let mount: string;
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'ridgepoint-mount-'));
});
afterEach(() => rmSync(mount, { recursive: true, force: true }));

describe('mounted drivers', () => {
  it('are found with their libraries, and added to what the loader knows', () => {
    const manifests = join(mount, 'share/vulkan/icd.d');
    mkdirSync(manifests, { recursive: true });
    mkdirSync(join(mount, 'lib64'));
    writeFileSync(join(manifests, 'gpu_icd.json'), '{}');
    writeFileSync(join(manifests, 'README'), '');
    const drivers = mountedDrivers([mount]);
    expect(drivers.manifests).toEqual([join(manifests, 'gpu_icd.json')]);
    expect(
      loaderEnvironment('/loader', drivers, { LD_LIBRARY_PATH: '/own', VK_ADD_DRIVER_FILES: '/own.json' }),
    ).toEqual({
      LD_LIBRARY_PATH: `/loader:/own:${join(mount, 'lib64')}`,
      VK_ADD_DRIVER_FILES: `/own.json:${join(manifests, 'gpu_icd.json')}`,
    });
  });

  it('leave the loader to its own search where there are none', () => {
    const drivers = mountedDrivers([mount, '/nowhere']);
    expect(loaderEnvironment('/loader', drivers, {})).toEqual({ LD_LIBRARY_PATH: '/loader' });
  });
});
