import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Container runtimes mount NVIDIA's driver here, where no Vulkan loader looks. */
const MOUNTS: readonly string[] = ['/usr/local/nvidia'];

/** What a Vulkan loader must be told to find drivers that lie apart from the system's folders. */
export interface MountedDrivers {
  readonly manifests: readonly string[];
  readonly libraryFolders: readonly string[];
}

export function mountedDrivers(mounts = MOUNTS): MountedDrivers {
  const manifests = mounts.flatMap(mount => {
    const folder = join(mount, 'share/vulkan/icd.d');
    return existsSync(folder) ? manifestsIn(folder) : [];
  });
  const libraryFolders = mounts
    .flatMap(mount => [join(mount, 'lib64'), join(mount, 'lib')])
    .filter(folder => existsSync(folder));
  return { manifests, libraryFolders };
}

/** The environment for a process that looks for a driver with our loader. @param loaderFolder of libvulkan.so.1 */
export function loaderEnvironment(
  loaderFolder: string,
  drivers = mountedDrivers(),
  inherited: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(':');
  const libraries = joined(loaderFolder, inherited.LD_LIBRARY_PATH, ...drivers.libraryFolders);
  if (drivers.manifests.length === 0) return { LD_LIBRARY_PATH: libraries };
  return {
    LD_LIBRARY_PATH: libraries,
    VK_ADD_DRIVER_FILES: joined(inherited.VK_ADD_DRIVER_FILES, ...drivers.manifests),
  };
}

function manifestsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => join(folder, name));
}
