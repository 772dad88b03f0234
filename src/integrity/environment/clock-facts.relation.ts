import { STILL_STEP_NS } from '../../core/environment.ts';
import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

/** What Dawn masks timestamps to where it quantises them. */
const QUANTUM_NS = 65_536;

const relation: Relation = {
  id: 'environment/clock-facts',
  severity: 'impossible',
  claim:
    'A GPU clock needs the feature timestamp-query; its step, its quantisation and its agreement with the wall clock are known together or not at all; the wall clock has a step.',
  *breaches({ file, isSimulated }) {
    const fault = isSimulated ? null : faultOf(file);
    if (fault !== null) yield { where: `environment.clock.${fault[0]}`, message: fault[1] };
  },
};

function faultOf({ environment }: Examined['file']): readonly [string, string] | null {
  const { clock, features, runtime } = environment;
  const {
    timestampStepNs: step,
    timestampsQuantised: quantised,
    wallStepNs,
    agreement,
    wallAnswerNs = 0,
  } = clock;
  if (step !== null && runtime.name !== 'cuda' && !features.includes('timestamp-query'))
    return ['timestampStepNs', `${step}, but the device has no timestamp-query`];
  if (step !== null && !(step > 0 && Number.isInteger(step)))
    return ['timestampStepNs', `${step} ns is no step of a clock that counts ns`];
  if ((step === null) !== (quantised === null))
    return ['timestampsQuantised', `${quantised} with a step of ${step}`];
  if (quantised && step !== null && step % QUANTUM_NS !== 0)
    return ['timestampStepNs', `${step} ns, quantised ones step by ${QUANTUM_NS}`];
  if (!(wallStepNs > 0 && wallStepNs <= STILL_STEP_NS)) return ['wallStepNs', `${wallStepNs}`];
  if (wallAnswerNs > 1e12) return ['wallAnswerNs', `${wallAnswerNs} ns for an idle queue to answer`];
  if (agreement === null) return null;
  if (step === null) return ['agreement', 'of a GPU clock that there is none of'];
  const { ratio, low, high } = agreement;
  return low >= 0 && low <= ratio && ratio <= high
    ? null
    : ['agreement', `${ratio} is not between ${low} and ${high}`];
}

export default relation;
