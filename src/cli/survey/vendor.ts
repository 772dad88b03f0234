import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import nvidia from '../../../bench/peers/nvidia.py?raw';
import type { AdapterFacts } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';

/** A vendor's libraries on some products of ours, measured by bench/peers/nvidia.py in a process of its own. */
export interface VendorRequest {
  /** Addresses of products. */
  readonly problems: readonly string[];
  /** Made for this and removed after it: problems take gigabytes. */
  readonly scratch: string;
  /** Where the result file goes; whole after every section. */
  readonly result: string;
  readonly label: string | null;
  /** Ends the processes at once. */
  readonly signal: AbortSignal;
  /** Lines that say how it goes. */
  note(message: string): void;
}

const HAS_TORCH = `
from importlib.util import find_spec
print(*[name for name in ("torch", "numpy") if find_spec(name) is None])
`;

/** Why the vendor's libraries cannot be measured on this machine; null where they probably can. */
export async function vendorObstacle({ vendor, class: deviceClass }: AdapterFacts): Promise<string | null> {
  if (deviceClass === 'software') return 'the adapter is software, which no vendor has libraries for';
  if (!/nvidia/i.test(vendor)) return `it measures NVIDIA's libraries, and this adapter is not NVIDIA's`;
  const { code, said } = await run('python3', ['-c', HAS_TORCH], {});
  if (code === null) return 'there is no Python here (python3)';
  const missing = said.at(-1)?.trim() ?? '';
  return code === 0 && missing === ''
    ? null
    : `there is no PyTorch here (python3 lacks ${missing || 'parts'})`;
}

/** @throws UserError where it cannot be measured, with what the program said */
export async function measureVendor(request: VendorRequest): Promise<void> {
  const { problems, scratch, result, label, signal, note } = request;
  const folder = join(scratch, 'problems');
  const program = join(scratch, 'nvidia.py');
  try {
    // What a survey left that was killed here.
    await rm(scratch, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(program, nvidia);
    const chosen = problems.flatMap(address => ['--problem', address]);
    const ours = [...process.execArgv, process.argv[1]!, 'export', ...chosen, '--out', folder];
    await demand(await run(process.execPath, ours, { signal }), 'the export of the problems failed');
    const words = [program, '--problems', folder, '--out', result];
    const labelled = label === null ? words : [...words, '--label', label];
    await demand(
      await run('python3', labelled, { signal, note }),
      "the vendor's libraries were not measured",
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Ended {
  /** Null where the program could not be started or was killed. */
  readonly code: number | null;
  /** Its last lines. */
  readonly said: readonly string[];
}

const KEPT_LINES = 20;

function run(
  command: string,
  words: readonly string[],
  { signal, note }: Partial<Pick<VendorRequest, 'signal' | 'note'>>,
): Promise<Ended> {
  const said: string[] = [];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C is for the survey, which decides what becomes of this.
    detached: true,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
  const hear = (line: string, tell?: (message: string) => void) => {
    said.push(line);
    if (said.length > KEPT_LINES) said.shift();
    tell?.(line);
  };
  createInterface(child.stdout).on('line', line => hear(line));
  createInterface(child.stderr).on('line', line => hear(line, note));
  return new Promise(resolve => {
    child.on('error', () => resolve({ code: null, said }));
    child.on('close', code => resolve({ code, said }));
  });
}

/** A wrong output (4) is in the result file. @throws UserError */
async function demand({ code, said }: Ended, failure: string): Promise<void> {
  if (code === EXIT.ok || code === EXIT.wrongOutput) return;
  const last = said.findLast(line => line.trim() !== '')?.replace(/^error: /, '') ?? 'it was ended';
  throw new UserError(`${failure}: ${last}`, code === EXIT.usage ? EXIT.usage : EXIT.internal);
}
