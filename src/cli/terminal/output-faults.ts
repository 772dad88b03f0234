import { causeOf } from '../../store/file-cause.ts';
import type { Output } from '../context.ts';

type Stream = Output & NodeJS.EventEmitter;

/**
 * Listens for what goes wrong while printing. A reader that closes its end early (`| head`) is no failure; any other
 * fault of stdout (a full disk) is told once on stderr. One of stderr can be told nowhere, and ends nothing.
 * @param onFault of stdout
 */
export function watchOutputs(stdout: Stream, stderr: Stream, onFault: () => void): void {
  let told = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return;
    told = true;
    stderr.write(`error: cannot write to the standard output: ${causeOf(error)}\n`);
    onFault();
  });
  stderr.on('error', () => {});
}

/** @returns once it is out; false where nobody takes it */
export function print(output: Output, text: string): Promise<boolean> {
  return new Promise(resolve => {
    output.write(text, error => resolve(!error));
  });
}
