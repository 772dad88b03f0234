import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchOtherTabs } from './other-tabs.ts';
import { notes, runState } from './state.ts';

/** What one page says, all others hear at once. */
class FakeChannel {
  static readonly open = new Set<FakeChannel>();
  onmessage: (event: { readonly data: unknown }) => void = () => {};

  constructor() {
    FakeChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    for (const channel of FakeChannel.open) if (channel !== this) channel.onmessage({ data });
  }

  close(): void {
    FakeChannel.open.delete(this);
  }
}

let other: FakeChannel;
let heard: unknown[];
let stopWatching: () => void;

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  notes.value = [];
  heard = [];
  other = new FakeChannel();
  other.onmessage = ({ data }) => heard.push(data);
  stopWatching = watchOtherTabs();
});

afterEach(() => {
  stopWatching();
  other.close();
  runState.value = 'idle';
  vi.unstubAllGlobals();
});

describe('two tabs', () => {
  it('that measure both say so, once', () => {
    runState.value = 'running';
    expect(heard).toEqual(['begins']);
    other.postMessage('goes on');
    expect(notes.value).toEqual([expect.stringMatching(/^Another tab .* measures/)]);
    other.postMessage('begins');
    expect(heard).toEqual(['begins', 'goes on']);
    expect(notes.value.length).toBe(1);
  });

  it('of which one is only looked at have nothing to say', () => {
    other.postMessage('begins');
    runState.value = 'running';
    runState.value = 'done';
    other.postMessage('begins');
    expect(heard).toEqual(['begins']);
    expect(notes.value).toEqual([]);
  });
});
