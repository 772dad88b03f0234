import { messageOf } from '../../src/core/errors.ts';
import { formatWait } from '../../src/core/units.ts';
import type { PeerRow } from './comparison.ts';
import type { DeviceProduct, OpenPeer, Peer, Place } from './peer.ts';

/** A call that does not answer for this long is given up: a peer must not stop the others. */
const PATIENCE_MS = 120_000;

/** A peer as it opened here, or the row that says why it did not. */
export type Opened =
  | { readonly name: string; readonly open: OpenPeer }
  | { readonly name: string; readonly row: PeerRow };

export async function openPeer(peer: Peer, place: Place): Promise<Opened> {
  const { name } = peer;
  try {
    const open = await inTime(peer.run(place));
    return 'lacks' in open
      ? { name, row: emptyRow(name, null, 'lacks', open.lacks) }
      : { name, open: patient(open) };
  } catch (error) {
    return { name, row: emptyRow(name, null, 'failed', messageOf(error)) };
  }
}

/** The row of an open peer; one that says why, where the peer fails. */
export async function rowOrFailure(
  { name, open }: { readonly name: string; readonly open: OpenPeer },
  row: Promise<PeerRow>,
): Promise<PeerRow> {
  try {
    return await row;
  } catch (error) {
    return emptyRow(name, open.version, 'failed', messageOf(error));
  }
}

/** The peer, giving up where it does not answer. */
function patient(open: OpenPeer): OpenPeer {
  return {
    version: open.version,
    prepare: async (operation, problem) => {
      const product = await inTime(open.prepare(operation, problem));
      return 'lacks' in product || product.kind === 'host' ? product : patientProduct(product);
    },
  };
}

/** Ours is wrapped too, so that the waiting costs both sides the same. */
export function patientProduct(product: DeviceProduct): DeviceProduct {
  const { gpuNs } = product;
  return {
    kind: 'device',
    remark: product.remark,
    call: () => inTime(product.call()),
    inARow: count => inTime(product.inARow(count)),
    lastOfRow: () => inTime(product.lastOfRow()),
    gpuNs: gpuNs && (() => inTime(gpuNs())),
    dispose: () => product.dispose(),
  };
}

function emptyRow(peer: string, version: string | null, status: PeerRow['status'], remark: string): PeerRow {
  return { peer, version, status, remark, check: null, ratios: [] };
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new Error(`no answer within ${formatWait(PATIENCE_MS)}`));
    timer = setTimeout(giveUp, PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
