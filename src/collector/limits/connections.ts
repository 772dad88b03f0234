import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most so many connections: a new one takes the place of the one that has waited longest without a request. A
 * connection is closed for another, never refused, so that many idle ones keep nobody out.
 */
export function limitConnections(server: Server, max: number): void {
  const open = new Set<Socket>();
  const busy = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      busy.delete(socket);
    });
    if (open.size <= max) return;
    const others = [...open].filter(other => other !== socket);
    // A Set keeps the order of arrival. Where all are at work, the oldest goes.
    const idle = others.find(other => !busy.has(other));
    (idle ?? others[0] ?? socket).destroy();
  });
  server.on('request', ({ socket }: { socket: Socket }, response: ServerResponse) => {
    const raw = rawSocket(socket, open);
    busy.set(raw, (busy.get(raw) ?? 0) + 1);
    response.once('close', () => {
      const left = (busy.get(raw) ?? 1) - 1;
      if (left > 0) busy.set(raw, left);
      else busy.delete(raw);
      // Answered: it counts as new among the idle.
      if (open.delete(raw)) open.add(raw);
    });
  });
}

/** Over TLS a request has a socket of its own, upon the one that was accepted. */
function rawSocket(socket: Socket, open: ReadonlySet<Socket>): Socket {
  if (open.has(socket)) return socket;
  const { remotePort, remoteAddress } = socket;
  for (const other of open) {
    if (other.remotePort === remotePort && other.remoteAddress === remoteAddress) return other;
  }
  return socket;
}
