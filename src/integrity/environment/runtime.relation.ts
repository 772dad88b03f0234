import { SIMULATED_VENDOR } from '../../core/environment.ts';
import type { Relation } from '../relation.ts';

const RUNTIMES = ['node', 'browser', 'simulation', 'cuda'];

const relation: Relation = {
  id: 'environment/runtime',
  severity: 'impossible',
  claim:
    'A model of a device runs in the simulation and nowhere else, and toggles of Dawn are set in Node alone.',
  *breaches({ file: { environment }, isOurs }) {
    const { runtime, adapter, toggles } = environment;
    const isModel = adapter.vendor === SIMULATED_VENDOR;
    if (isModel !== (runtime.name === 'simulation'))
      yield {
        where: 'environment.runtime.name',
        message: `${runtime.name} with an adapter of the vendor "${adapter.vendor}"`,
      };
    if (toggles.length > 0 && (runtime.name === 'browser' || isModel))
      yield { where: 'environment.toggles', message: `${toggles.join(', ')} in the runtime ${runtime.name}` };
    if (isOurs && !RUNTIMES.includes(runtime.name))
      yield {
        where: 'environment.runtime.name',
        message: `"${runtime.name}", expected one of ${RUNTIMES.join(', ')}`,
      };
  },
};

export default relation;
