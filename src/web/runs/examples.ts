/** Committed runs of a GPU: their hashes are in this module, each file is an asset of its own. */
const HASHES = import.meta.glob<string>('../../../results/nvidia-h200/*-batch1-*.json', {
  import: 'sha256',
  eager: true,
});
const ADDRESSES = import.meta.glob<string>('../../../results/nvidia-h200/*-batch1-*.json', {
  query: '?url',
  import: 'default',
});

/** @param digits first ones of its SHA-256 @returns null where there is no such example */
export async function exampleFile(digits: string): Promise<File | null> {
  const path = Object.keys(HASHES).find(name => HASHES[name]!.startsWith(digits));
  return path === undefined ? null : fetchExample(path);
}

/** The newest of them. */
export async function newestExample(): Promise<File> {
  const newest = Object.keys(ADDRESSES).sort().at(-1);
  if (newest === undefined) throw new Error('there is no example');
  return fetchExample(newest);
}

async function fetchExample(path: string): Promise<File> {
  const response = await fetch(await ADDRESSES[path]!());
  if (!response.ok) throw new Error(`the example could not be fetched: ${response.status}`);
  return new File([await response.blob()], path.split('/').at(-1)!);
}
