import { InvalidFileError } from '../../core/errors.ts';
import { formatMemory } from '../../core/units.ts';
import { MAX_TEXT_LENGTH } from '../../store/parse.ts';
import { reading } from '../state.ts';

/** From here on reading takes long enough to be watched. */
const LARGE_BYTES = 4 * 2 ** 20;

/**
 * The text of a file; while a large one is read, the state says how far.
 * @throws InvalidFileError of a file that is larger than any result file
 */
export async function readText(file: File, limitBytes = MAX_TEXT_LENGTH): Promise<string> {
  if (file.size > limitBytes) {
    const limit = formatMemory(limitBytes);
    throw new InvalidFileError(file.name, null, `${formatMemory(file.size)}; at most ${limit} is read`);
  }
  if (file.size < LARGE_BYTES) return file.text();
  try {
    return await textOf(file.stream(), limitBytes, bytes => {
      reading.value = { name: file.name, share: bytes / file.size };
    });
  } finally {
    reading.value = null;
  }
}

/**
 * UTF-8 to its end.
 * @throws Error past the limit: what is packed says nothing of its size
 */
export async function textOf(
  stream: ReadableStream<Uint8Array>,
  limitBytes: number,
  tell: (bytes: number) => void = () => {},
): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  const parts: string[] = [];
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > limitBytes) {
      await reader.cancel();
      throw new Error(`more than ${formatMemory(limitBytes)}`);
    }
    parts.push(decoder.decode(next.value, { stream: true }));
    tell(bytes);
  }
  return parts.join('') + decoder.decode();
}
