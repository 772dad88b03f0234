import type { Problem } from '../../src/core/problem.ts';
import { formatDuration, NS_PER_MS } from '../../src/core/units.ts';
import type { Checked } from '../../src/measure/case/check.ts';
import { timeWithTinybench } from '../../src/measure/case/host-case.ts';
import type { Checker } from './check.ts';
import { METHODS, type PeerRatio, type PeerRow } from './comparison.ts';
import type { Ledger } from './ledger.ts';
import type { Ours } from './ours.ts';
import type { DeviceProduct, HostProduct, OpenPeer } from './peer.ts';
import { type ComparedProblem, QUICK_CALL_MS } from './problems.ts';
import { compareBy, firstCallNs, ratioOf, timeAlone } from './timing.ts';

export interface RowInput {
  readonly peer: string;
  readonly open: OpenPeer;
  readonly ours: Ours;
  /** Time of one call of ours. */
  readonly oursCallNs: number;
  readonly compared: ComparedProblem;
  readonly problem: Problem;
  readonly checker: Checker;
  readonly ledger: Ledger;
}

/** One peer on one problem: checked, timed in turns with ours, checked again. */
export async function measureRow(input: RowInput): Promise<PeerRow> {
  const { peer, open, compared, problem, ledger } = input;
  const base = { peer, version: open.version, check: null, ratios: [] };
  const kind = `${peer} ${compared.operation}`;
  const multiplyAdds = problem.nnz * problem.rhsColumnCount;
  const estimate = compared.onlyIfQuick ? ledger.estimateMs(kind, multiplyAdds) : null;
  if (estimate !== null && estimate > QUICK_CALL_MS) {
    return { ...base, status: 'skipped', remark: tooSlow(estimate) };
  }
  const product = await open.prepare(compared.operation, problem);
  if ('lacks' in product) return { ...base, status: 'lacks', remark: product.lacks };
  try {
    const row = product.kind === 'host' ? await onHost(product, input) : await onDevice(product, input);
    const call = row.ratios.find(({ method }) => method === 'call');
    if (call) ledger.noteCall(kind, multiplyAdds, call.peer.medianNs);
    return { ...base, ...row };
  } finally {
    product.dispose();
  }
}

type Outcome = Pick<PeerRow, 'status' | 'remark' | 'check' | 'ratios'>;

async function onDevice(product: DeviceProduct, input: RowInput): Promise<Outcome> {
  const { ours, oursCallNs, checker, ledger } = input;
  const before = checker(await product.call());
  if (!before.correct) return wrong(before.worst);
  const a = { product: ours.product, callNs: oursCallNs };
  const b = { product, callNs: await firstCallNs(product, ledger.watch(1)) };
  const ratios: PeerRatio[] = [];
  for (const [index, method] of METHODS.entries()) {
    const ratio = await compareBy(method, a, b, ledger.watch(METHODS.length - index));
    if (ratio) ratios.push(ratio);
  }
  for (const output of [await product.lastOfRow(), await product.call()]) {
    const after = checker(output);
    if (!after.correct) return wrong(`after the timing: ${after.worst}`);
  }
  return { status: 'compared', remark: product.remark, check: plain(before), ratios };
}

/** tinybench decides for itself when it calls, so ours is timed before it. */
async function onHost(product: HostProduct, input: RowInput): Promise<Outcome> {
  const { peer, ours, oursCallNs, checker, ledger } = input;
  const before = checker(product.compute());
  if (!before.correct) return wrong(before.worst);
  const watch = ledger.watch(1);
  const own = await timeAlone({ product: ours.product, callNs: oursCallNs }, watch);
  const samples = await timeWithTinybench(peer, () => product.compute());
  const after = checker(product.compute());
  if (!after.correct) return wrong(`after the timing: ${after.worst}`);
  const timed = {
    samples,
    timerId: 'host',
    resolutionNs: watch.wallStepNs,
    sampleOrder: 'sorted',
  } as const;
  return {
    status: 'compared',
    remark: 'one CPU core; timed by tinybench after ours, not in turns with it',
    check: plain(before),
    ratios: [ratioOf('call', own, timed)],
  };
}

function wrong(remark: string): Outcome {
  return { status: 'wrong output', remark, check: null, ratios: [] };
}

function plain({ method, elementCount, worstRatio, tolerance }: Checked) {
  return { method, elementCount, worstRatio, tolerance };
}

/** Why something is skipped. @param ms estimate of one call */
export function tooSlow(ms: number): string {
  const [estimate, limit] = [ms, QUICK_CALL_MS].map(value => formatDuration(value * NS_PER_MS));
  return `a call would take about ${estimate}, more than ${limit}`;
}
