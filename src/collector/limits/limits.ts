/** What one collector takes at most. The largest result files there are have 1.4 MB. */
export interface Limits {
  /** Of a body as it comes, gzipped or not. */
  readonly bodyBytes: number;
  /** Of a body when it is unpacked. */
  readonly textBytes: number;
  /** Held by all bodies that are coming in or wait to be looked at. */
  readonly heldBytes: number;
  /** Bodies coming in at once; the slowest makes room for another. */
  readonly bodies: number;
  /** From the first byte of a body to its last. */
  readonly bodyMs: number;
  /** Bytes a second below which a sender is cut off, after a grace of `graceMs`. */
  readonly bytesPerSecond: number;
  readonly graceMs: number;
  readonly headersMs: number;
  readonly connections: number;
  /** Of one address (of one network of 2^64, in IPv6). */
  readonly uploadsPerMinute: number;
  readonly requestsPerMinute: number;
}

const MIB = 2 ** 20;

export const LIMITS: Limits = {
  bodyBytes: 8 * MIB,
  textBytes: 16 * MIB,
  heldBytes: 64 * MIB,
  bodies: 64,
  bodyMs: 60_000,
  bytesPerSecond: 8 * 1024,
  graceMs: 5_000,
  headersMs: 10_000,
  connections: 800,
  uploadsPerMinute: 120,
  requestsPerMinute: 1_200,
};
