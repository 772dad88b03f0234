import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'plan/planned-cases',
  severity: 'impossible',
  claim:
    'What a suite of this very program plans for such a device is in the file, measured, failed, or skipped with a reason, unless the session was broken off; and the suite is one that it has.',
  *breaches(run) {
    const fault = faultOf(run);
    if (fault !== null) yield fault;
  },
};

function faultOf({
  file,
  isOurs,
  isSimulated,
  replanned,
}: Examined): { where: string; message: string } | null {
  const { session, records, suiteHash } = file;
  if (!isOurs || isSimulated) return null;
  if (replanned === null) return { where: 'session.suite', message: `there is no suite "${session.suite}"` };
  const { hostKernelIds, cases } = replanned;
  if (cases && cases.suiteHash !== suiteHash && !isBrokenOff(session.ended))
    return {
      where: 'suiteHash',
      message: `${suiteHash}, what ${session.suite} plans for this device has ${cases.suiteHash}`,
    };
  if (isBrokenOff(session.ended)) return null;
  const there = new Set(records.map(({ address }) => address));
  const missing = cases && [...cases.addresses].find(address => !there.has(address));
  if (missing)
    return { where: 'records', message: `${missing}, which ${session.suite} plans, is in no record` };
  const host = hostKernelIds.find(id => !records.some(({ case: c }) => c.kernelId === id));
  return host === undefined
    ? null
    : { where: 'records', message: `${host}, which ${session.suite} times in the end, is in no record` };
}

function isBrokenOff(ended: Examined['file']['session']['ended']): boolean {
  return ended !== 'complete' && ended !== 'time-cap';
}

export default relation;
