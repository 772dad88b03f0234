import type { Peer } from './peer.ts';

/** All peers, by file name. */
export const peers: readonly Peer[] = Object.values(
  import.meta.glob<Peer>('./*.peer.ts', { eager: true, import: 'default' }),
);
