import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set by the launcher of a bundle: the folder that the archive was unpacked to. */
const BUNDLE_VARIABLE = 'RIDGEPOINT_BUNDLE';

/** Folder of the bundle that this program was started from; null in a checkout. */
export function bundleFolder(): string | null {
  return process.env[BUNDLE_VARIABLE] || null;
}

/** Folder of the checkout that this program was built in; null in a bundle. */
export function checkoutFolder(): string | null {
  if (bundleFolder() !== null) return null;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
  return folder;
}

/** How people start the command line here. */
export function commandName(): string {
  return bundleFolder() === null ? 'npm run -s ridgepoint --' : './ridgepoint';
}
