import { EXIT } from '../core/errors.ts';
import { isRelaunched, releaseGpu } from '../platform/node.ts';
import { endWithParent } from '../platform/relaunch.ts';
import { sweepTemporary } from '../platform/scratch.ts';
import { nodeEngine } from './node-engine.ts';
import { runProgram } from './program.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { leaveWhenWritten } from './terminal/leave.ts';
import { watchOutputs } from './terminal/output-faults.ts';

/** The entry point: connects the commands to this process. Sets the exit code and lets pending output drain. */

watchOutputs(process.stdout, process.stderr, () => {
  process.exitCode ||= EXIT.usage;
});

if (isRelaunched()) endWithParent();
sweepTemporary();

const now = () => performance.now();

const exitCode = await runProgram(
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
// What went wrong while printing stands, unless something else did.
if (exitCode !== EXIT.ok) process.exitCode = exitCode;
releaseGpu();
leaveWhenWritten(process);
