import { collectorUrl } from './collector-url.ts';

/**
 * The file of a run that the collector keeps; null where it keeps none of that name, or cannot be reached.
 * @param digits first ones of its SHA-256
 */
export async function collectedRun(digits: string): Promise<string | null> {
  const url = collectorUrl();
  if (url === null || !/^[0-9a-f]{8,64}$/.test(digits)) return null;
  try {
    const sha256 = await fullHash(url, digits);
    if (sha256 === null) return null;
    const response = await fetch(`${url}/${sha256}`);
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

interface Listed {
  readonly runs: readonly { readonly sha256: string }[];
  readonly next: string | null;
}

async function fullHash(url: string, digits: string): Promise<string | null> {
  let after = '';
  for (;;) {
    const response = await fetch(`${url}?limit=1000${after}`);
    if (!response.ok) return null;
    const { runs, next } = (await response.json()) as Listed;
    const found = runs.find(({ sha256 }) => sha256.startsWith(digits));
    if (found) return found.sha256;
    if (next === null) return null;
    after = `&after=${encodeURIComponent(next)}`;
  }
}
