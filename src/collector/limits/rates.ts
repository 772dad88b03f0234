import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Limits } from './limits.ts';

/** How often one sender may come. */
export interface Rates {
  /** Null, or the seconds to wait. */
  upload(address: string): Promise<number | null>;
  request(address: string): Promise<number | null>;
}

export function createRates({ uploadsPerMinute, requestsPerMinute }: Limits): Rates {
  const uploads = new RateLimiterMemory({ points: uploadsPerMinute, duration: 60 });
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return {
    upload: address => waitFor(uploads, address),
    request: address => waitFor(requests, address),
  };
}

async function waitFor(limiter: RateLimiterMemory, address: string): Promise<number | null> {
  try {
    await limiter.consume(senderOf(address));
    return null;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return Math.ceil((refusal as { msBeforeNext: number }).msBeforeNext / 1000);
  }
}

/** An IPv6 sender has a whole network of 2^64 addresses to come from: they count as one. */
export function senderOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [plain] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain!);
  if (mapped) return mapped[1]!;
  const [head = '', tail] = plain!.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
