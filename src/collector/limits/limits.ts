/** What one collector takes at most. The largest result files seen have 2 MB, those of other suites up to 1.4. */
export interface Limits {
  /** Of a body as it comes, gzipped or not. */
  readonly bodyBytes: number;
  /** Of a body when it is unpacked. */
  readonly textBytes: number;
  /** Values in a body: read, one takes many times the bytes of its text. Result files have one in 15 bytes or more. */
  readonly textValues: number;
  /** Held by all bodies that are coming in or wait to be looked at, and by the texts that wait for the store. */
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
  textBytes: 6 * MIB,
  textValues: 400_000,
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
