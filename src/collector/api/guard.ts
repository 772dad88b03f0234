import type { IncomingHttpHeaders } from 'node:http';

/** Which names a collector answers to, and which pages may send to it. */
export interface Doors {
  /** Values of the header Host: "192.168.0.7:8443". */
  readonly hosts: ReadonlySet<string>;
  /** Its own origins: "https://192.168.0.7:8443". */
  readonly origins: ReadonlySet<string>;
  /** Origins of other pages that were allowed when it was started. */
  readonly allowed: ReadonlySet<string>;
}

/** Whatever a name was made to resolve to (DNS rebinding), the request is meant for somebody else. */
export function isHostOurs({ host }: IncomingHttpHeaders, { hosts }: Doors): boolean {
  return host !== undefined && hosts.has(host.toLowerCase());
}

/**
 * What changes something may come from a page of ours, or from a program that is no browser: browsers name the origin of
 * every such request, and say of all requests where they come from.
 */
export function mayChange(headers: IncomingHttpHeaders, { origins, allowed }: Doors): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origins.has(origin) || allowed.has(origin);
  // Only this one: fetch in Node sends Sec-Fetch-Mode.
  return headers['sec-fetch-site'] === undefined;
}

/** A page elsewhere may link to a run, and not read it: there is no CORS header unless one was asked for. */
export function allowedOrigin({ origin }: IncomingHttpHeaders, { allowed }: Doors): string | null {
  return origin !== undefined && allowed.has(origin) ? origin : null;
}
