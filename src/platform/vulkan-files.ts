import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * What of Vulkan lies on this Linux system, found by looking at files: asking Dawn where the loader or every driver is
 * missing costs a process start and prints its warnings over the user's terminal.
 */

const LOADER = 'libvulkan.so.1';
const LINKER_CACHE = '/etc/ld.so.cache';
const LIBRARY_FOLDERS = [
  '/usr/lib',
  '/usr/lib64',
  '/usr/local/lib',
  '/lib',
  '/lib64',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
];
/** Where the Vulkan loader looks for driver manifests (Vulkan-Loader, LoaderDriverInterface). */
const MANIFEST_PARENTS = ['/etc/xdg', '/etc', '/usr/local/etc', '/usr/local/share', '/usr/share'];

export function hasVulkanLoader(env: NodeJS.ProcessEnv): boolean {
  const folders = [...(env.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean), ...LIBRARY_FOLDERS];
  return folders.some(folder => existsSync(join(folder, LOADER))) || linkerKnows(LOADER);
}

export function hasVulkanDriver(env: NodeJS.ProcessEnv): boolean {
  const named = [env.VK_DRIVER_FILES, env.VK_ICD_FILENAMES, env.VK_ADD_DRIVER_FILES].filter(value => value);
  if (named.length > 0) return true;
  const home = env.XDG_DATA_HOME || join(homedir(), '.local/share');
  const config = env.XDG_CONFIG_HOME || join(homedir(), '.config');
  const shared = (env.XDG_DATA_DIRS ?? '').split(delimiter).filter(Boolean);
  return [config, home, ...MANIFEST_PARENTS, ...shared].some(parent =>
    holdsManifest(join(parent, 'vulkan/icd.d')),
  );
}

function holdsManifest(folder: string): boolean {
  try {
    return readdirSync(folder).some(name => name.endsWith('.json'));
  } catch {
    return false;
  }
}

function linkerKnows(library: string): boolean {
  try {
    return readFileSync(LINKER_CACHE).includes(library);
  } catch {
    return false;
  }
}
