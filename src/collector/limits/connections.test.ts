import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitConnections } from './connections.ts';

let server: Server;
let sockets: Socket[];
/** Of requests that were not answered yet. */
let waiting: ServerResponse[];

beforeEach(async () => {
  sockets = [];
  waiting = [];
  server = createServer((_request, response) => waiting.push(response));
  limitConnections(server, 3);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

/** @returns once the server has it */
async function open(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  sockets.push(socket);
  await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
  return socket;
}

async function ask(socket: Socket): Promise<void> {
  socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  await once(server, 'request');
}

describe('connections over the most that are kept', () => {
  it('cost the one that has waited longest without a request, and let the new one in', async () => {
    const [busy, idle, later] = [await open(), await open(), await open()];
    await ask(busy);
    const closed = once(idle, 'close');
    const newest = await open();
    await closed;
    await ask(newest);
    expect([busy, later, newest].map(({ destroyed }) => destroyed)).toEqual([false, false, false]);
  });

  it('count one that was answered as the newest of those that wait', async () => {
    const [answered, idle] = [await open(), await open(), await open()];
    await ask(answered);
    const over = once(waiting[0]!, 'close');
    waiting[0]!.end('done');
    await over;
    const closed = once(idle, 'close');
    await open();
    await closed;
    expect(answered.destroyed).toBe(false);
  });

  it('cost the oldest where all are at work', async () => {
    const all = [await open(), await open(), await open()];
    for (const socket of all) await ask(socket);
    const closed = once(all[0]!, 'close');
    await ask(await open());
    await closed;
    expect(all.map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
  });
});
