import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { servePeers } from './in-browser.ts';

it('the server that the peers are compared on opens no editor', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-peers-page-'));
  const server = await servePeers(folder, []);
  try {
    for (const path of ['__open-in-editor', '__open-in-editor?file=package.json']) {
      expect((await fetch(new URL(path, server.address))).status).toBe(404);
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
