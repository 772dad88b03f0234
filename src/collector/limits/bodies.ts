import type { IncomingMessage } from 'node:http';
import type { Limits } from './limits.ts';

/** Why a body was not taken. */
export type BodyRefusal = 'too-large' | 'too-slow' | 'busy' | 'broken';

export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly refusal: BodyRefusal;

  constructor(refusal: BodyRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

interface Coming {
  readonly sinceMs: number;
  bytes: number;
  cutOff(refusal: BodyRefusal): void;
}

/** All bodies that are coming in, against one another: a slow sender costs nobody his place. */
export interface Bodies {
  /**
   * Calls `use` with the whole body, which counts as held until that resolves, as does what `use` says it holds besides.
   * @throws BodyError
   */
  read<T>(
    request: IncomingMessage,
    use: (body: Buffer, holdToo: (bytes: number) => void) => Promise<T>,
  ): Promise<T>;
}

export function createBodies(limits: Limits, now: () => number = () => performance.now()): Bodies {
  const coming = new Set<Coming>();
  let heldBytes = 0;

  const makeRoom = (): boolean => {
    if (coming.size < limits.bodies) return true;
    const slowest = slowestOf(coming, now());
    if (slowest === null) return false;
    coming.delete(slowest);
    slowest.cutOff('too-slow');
    return true;
  };

  return {
    read: async (request, use) => {
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced > limits.bodyBytes) throw new BodyError('too-large');
      if (heldBytes + announced > limits.heldBytes || !makeRoom()) throw new BodyError('busy');
      let ownBytes = 0;
      const hold = (bytes: number) => {
        ownBytes += bytes;
        heldBytes += bytes;
        return heldBytes <= limits.heldBytes;
      };
      try {
        const body = await receive(request, limits, now, coming, hold);
        return await use(body, bytes => {
          if (!hold(bytes)) throw new BodyError('busy');
        });
      } finally {
        heldBytes -= ownBytes;
      }
    },
  };
}

function receive(
  request: IncomingMessage,
  limits: Limits,
  now: () => number,
  all: Set<Coming>,
  hold: (bytes: number) => boolean,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const self: Coming = {
      sinceMs: now(),
      bytes: 0,
      cutOff: refusal => end(() => reject(new BodyError(refusal))),
    };
    const watch = setInterval(() => {
      const ms = now() - self.sinceMs;
      const isSlow =
        ms > limits.graceMs && self.bytes < ((ms - limits.graceMs) / 1000) * limits.bytesPerSecond;
      if (isSlow || ms > limits.bodyMs) self.cutOff('too-slow');
    }, 1000);
    const end = (settle: () => void) => {
      clearInterval(watch);
      all.delete(self);
      request.off('data', take).off('end', whole).off('error', broken).off('close', broken);
      request.pause();
      settle();
    };
    const take = (chunk: Buffer) => {
      self.bytes += chunk.length;
      chunks.push(chunk);
      if (self.bytes > limits.bodyBytes) self.cutOff('too-large');
      else if (!hold(chunk.length)) self.cutOff('busy');
    };
    const whole = () => end(() => resolve(Buffer.concat(chunks)));
    const broken = () => self.cutOff('broken');
    all.add(self);
    // Who cuts a body off answers before the connection goes: an error afterwards has nobody left to hear it.
    request.on('error', () => {});
    request.on('data', take).on('end', whole).on('error', broken).on('close', broken);
  });
}

/** Old enough to be judged, and the fewest bytes a second. */
const JUDGED_AFTER_MS = 1000;

function slowestOf(coming: ReadonlySet<Coming>, nowMs: number): Coming | null {
  let slowest: Coming | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const body of coming) {
    const ms = nowMs - body.sinceMs;
    if (ms < JUDGED_AFTER_MS || body.bytes / ms >= lowest) continue;
    slowest = body;
    lowest = body.bytes / ms;
  }
  return slowest;
}
