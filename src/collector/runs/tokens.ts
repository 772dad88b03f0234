import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Long enough that nobody guesses one, so that a plain SHA-256 of it can be kept. */
const TOKEN = /^[A-Za-z0-9_-]{32,64}$/;

/** 256 random bits, in 43 letters that need no escaping anywhere. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Takes as long whatever is given. @param hash null where no token opens it */
export function opensWith(token: string, hash: string | null): boolean {
  const given = Buffer.from(tokenHash(token), 'hex');
  const kept = Buffer.from(hash ?? '0'.repeat(64), 'hex');
  return kept.length === given.length && timingSafeEqual(given, kept) && hash !== null;
}
