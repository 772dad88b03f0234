import { access, constants, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../core/errors.ts';
import { formatMemory } from '../../../core/units.ts';
import { makePrivateFolder } from '../../../store/folder.ts';
import type { Examine } from '../../runs/examine.ts';
import { factsOf, isRunHash, type RunFacts, type StoredRun } from '../../runs/run-facts.ts';
import {
  type Added,
  isWanted,
  listOrder,
  type RunQuery,
  type RunStore,
  StoreUnavailableError,
} from '../run-store.ts';
import { removeDurably, syncFolder, TEMPORARY, writeDurably } from './durable.ts';
import { lockFolder } from './lock.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

interface FolderStoreOptions {
  readonly folder: string;
  /** For runs that somebody put there by hand, or whose receipt is lost. */
  readonly examine: Examine;
  /** Examines every run anew, whatever its receipt says. */
  readonly reindex?: boolean;
  /** Told, one line each, of what was repaired. */
  readonly onNote?: (line: string) => void;
}

const RUN_ENDING = '.json';
const RECEIPT_ENDING = '.receipt';
const OWNER_NAME = '.owner';

/**
 * One file a run, named by the hash of its content, so that `report`, `validate` and every other tool read the folder as
 * it is; beside it a receipt. The run's file is written last and removed first: where it is, all is.
 * @throws UserError where another collector holds the folder
 */
export async function openFolderStore(options: FolderStoreOptions): Promise<RunStore> {
  const { folder } = options;
  await makePrivateFolder(folder);
  // A folder that was made just now is a name in its parent, and that may be new as well; of a parent that may not be read
  // neither is.
  for (const parent of [dirname(folder), dirname(dirname(folder))]) await syncFolder(parent).catch(() => {});
  const lock = await lockFolder(folder);
  try {
    return storeIn(folder, await readIndex(options), lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function storeIn(folder: string, index: Map<string, Receipt>, release: () => void): RunStore {
  const oneAtATime = queuePerName();
  const runPath = (sha256: string) => join(folder, `${sha256}${RUN_ENDING}`);
  const receiptPath = (sha256: string) => join(folder, `${sha256}${RECEIPT_ENDING}`);
  const writeReceipt = (receipt: Receipt) =>
    writeDurably(receiptPath(receipt.facts.sha256), JSON.stringify(receipt));

  const add = async ({ facts, text, tokenHash }: StoredRun): Promise<Added> => {
    if (index.has(facts.sha256)) return 'exists';
    await writeReceipt({ facts, tokenHash });
    await writeDurably(runPath(facts.sha256), text);
    index.set(facts.sha256, { facts, tokenHash });
    return 'added';
  };
  const remove = async (sha256: string): Promise<boolean> => {
    if (!index.has(sha256)) return false;
    await removeDurably(runPath(sha256));
    index.delete(sha256);
    await removeDurably(receiptPath(sha256));
    return true;
  };
  const approve = async (sha256: string): Promise<boolean> => {
    const receipt = index.get(sha256);
    if (receipt?.facts.state !== 'doubtful') return false;
    const approved: Receipt = { ...receipt, facts: { ...receipt.facts, state: 'approved' } };
    await writeReceipt(approved);
    index.set(sha256, approved);
    return true;
  };
  return {
    add: run => oneAtATime(run.facts.sha256, () => add(run)),
    remove: sha256 => oneAtATime(sha256, () => remove(sha256)),
    approve: sha256 => oneAtATime(sha256, () => approve(sha256)),
    get: async sha256 => {
      const receipt = index.get(sha256);
      if (receipt === undefined) return null;
      const text = await textOf(runPath(sha256));
      if (text !== null) return { ...receipt, text };
      // Somebody has removed the file by hand: a folder is listed from its files.
      index.delete(sha256);
      return null;
    },
    list: async query => listed(index, query),
    count: async () => index.size,
    ownerHash: async ifNone => {
      const path = join(folder, OWNER_NAME);
      const kept = await readFile(path, 'utf8').catch(() => null);
      if (kept !== null && isRunHash(kept.trim())) return kept.trim();
      await writeDurably(path, ifNone, 0o600);
      return ifNone;
    },
    requireReady: () => requireRoom(folder),
    close: async () => release(),
  };
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A run of the largest kind, its receipt and their temporary files. */
const ROOM_BYTES = 32 * 2 ** 20;

/** @throws StoreUnavailableError where the folder is gone, takes no files, or its disk is full */
async function requireRoom(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize >= ROOM_BYTES) return;
  } catch (error) {
    throw new StoreUnavailableError(messageOf(error), { cause: error });
  }
  throw new StoreUnavailableError(
    `the disk of ${folder} is full: less than ${formatMemory(ROOM_BYTES)} free`,
  );
}

function listed(index: ReadonlyMap<string, Receipt>, query: RunQuery): readonly RunFacts[] {
  return [...index.values()]
    .map(({ facts }) => facts)
    .filter(facts => isWanted(facts, query))
    .sort(listOrder)
    .slice(0, query.limit);
}

/** From the files alone: sweeps what an interrupted write left, and examines runs that have no receipt. */
async function readIndex({ folder, examine, reindex = false, onNote = () => {} }: FolderStoreOptions) {
  const names = new Set(await readdir(folder));
  const index = new Map<string, Receipt>();
  for (const name of names) {
    if (TEMPORARY.test(name)) await rm(join(folder, name), { force: true });
    const sha256 = withoutEnding(name, RECEIPT_ENDING);
    // Its run was never acknowledged, or has been deleted.
    if (sha256 !== null && !names.has(sha256 + RUN_ENDING)) await rm(join(folder, name), { force: true });
  }
  for (const name of names) {
    const sha256 = withoutEnding(name, RUN_ENDING);
    if (sha256 === null) continue;
    const kept = await readReceipt(folder, sha256);
    const { size, mtime } = await stat(join(folder, name));
    if (kept !== null && kept.facts.bytes === size && !reindex) {
      index.set(sha256, kept);
      continue;
    }
    const found = await examineAgain(join(folder, name), sha256, kept, mtime, examine);
    if (typeof found === 'string') {
      await rename(join(folder, name), join(folder, `${sha256}.rejected`));
      onNote(`${name} is no valid run (${found}); it is now called ${sha256}.rejected`);
      continue;
    }
    await writeDurably(join(folder, `${sha256}${RECEIPT_ENDING}`), JSON.stringify(found));
    index.set(sha256, found);
    if (kept === null) onNote(`${name} had no receipt; nobody but the owner can delete it`);
  }
  return index;
}

/** The receipt of a run as its file is now, or why it is none. */
async function examineAgain(
  path: string,
  sha256: string,
  kept: Receipt | null,
  changed: Date,
  examine: Examine,
): Promise<Receipt | string> {
  const text = await readFile(path, 'utf8');
  const examined = await examine(text);
  if (!examined.isValid) return examined.reason;
  if (examined.file.sha256 !== sha256) return 'it is named after another content';
  const receivedAt = kept?.facts.receivedAt ?? changed.toISOString();
  const facts = factsOf(examined.file, { text, receivedAt, remarks: examined.remarks });
  const state = facts.state === 'doubtful' && kept?.facts.state === 'approved' ? 'approved' : facts.state;
  return { facts: { ...facts, state }, tokenHash: kept?.tokenHash ?? null };
}

async function readReceipt(folder: string, sha256: string): Promise<Receipt | null> {
  const content = await readFile(join(folder, sha256 + RECEIPT_ENDING), 'utf8').catch(() => null);
  return content === null ? null : parseReceipt(content, sha256);
}

function withoutEnding(name: string, ending: string): string | null {
  const stem = name.slice(0, -ending.length);
  return name.endsWith(ending) && isRunHash(stem) ? stem : null;
}

/** Calls for the same name run one after the other, for different ones beside each other. */
function queuePerName() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(act, act);
    last.set(name, turn);
    try {
      return await turn;
    } finally {
      if (last.get(name) === turn) last.delete(name);
    }
  };
}
