/** Processors that bundles are made for, as Node names them. */
export type BundleArch = 'x64' | 'arm64';

/** One file of a bundle. */
export interface BundleFile {
  /** Relative to the bundle's folder, with slashes. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly executable: boolean;
}

export function textFile(path: string, text: string, executable = false): BundleFile {
  return { path, data: new TextEncoder().encode(text), executable };
}
