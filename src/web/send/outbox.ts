/** A run that somebody asked to send. */
export interface Letter {
  readonly sha256: string;
  /** Deletes it; made here, so that it is known even where the answer is lost. */
  readonly token: string;
  /** The file, until it is there. */
  readonly text: string | null;
  /** Why the collector did not take it and never will; null otherwise. */
  readonly refusal: string | null;
  /** Address of the page that shows it; null until it is there. */
  readonly link: string | null;
  /** False where the collector had the run before, from somebody else: then another token deletes it. */
  readonly isOwn: boolean;
  /** Whether the collector keeps it, but leaves it out of its tables until its owner has looked. */
  readonly isDoubtful: boolean;
}

/** What is sent waits here, and stays, without its file, for the token's sake. */
export interface Outbox {
  all(): Promise<readonly Letter[]>;
  put(letter: Letter): Promise<void>;
  remove(sha256: string): Promise<void>;
}

const DATABASE = 'ridgepoint-outbox';
const LETTERS = 'letters';

/** In the browser's own database, one of its own: it comes and goes with the collector's page. */
export function browserOutbox(): Outbox {
  return {
    all: () => transact('readonly', letters => letters.getAll() as IDBRequest<Letter[]>),
    put: async letter => void (await transact('readwrite', letters => letters.put(letter, letter.sha256))),
    remove: sha256 => transact('readwrite', letters => letters.delete(sha256)),
  };
}

async function transact<T>(
  mode: IDBTransactionMode,
  begin: (letters: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(LETTERS, mode);
      const request = begin(transaction.objectStore(LETTERS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(LETTERS);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
