import { releaseGpu } from '../platform/node.ts';
import { nodeEngine } from './node-engine.ts';
import { runProgram } from './program.ts';
import { tolerateClosedPipe } from './terminal/closed-pipe.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { leaveWhenWritten } from './terminal/leave.ts';

/** The entry point: connects the commands to this process. Sets the exit code and lets pending output drain. */

tolerateClosedPipe(process.stdout, process.stderr);

const now = () => performance.now();

process.exitCode = await runProgram(
  process.argv.slice(2),
  nodeEngine,
  {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now,
    onInterrupt: callback => onInterrupt(process, now, callback),
  },
  __PROGRAM_VERSION__,
);
releaseGpu();
leaveWhenWritten(process, process.exitCode);
