import { isSoftware } from '../../core/environment.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'environment/software-is-no-hardware',
  severity: 'impossible',
  claim:
    'An adapter that calls itself a fallback, or has the name of a CPU implementation of Vulkan, is software: the program says so of every one it opens.',
  *breaches({ file: { environment } }) {
    const { adapter } = environment;
    if (adapter.class !== 'hardware' || !isSoftware(adapter)) return;
    const name = [adapter.architecture, adapter.device, adapter.description].filter(Boolean).join(', ');
    yield {
      where: 'environment.adapter.class',
      message: `hardware, but the adapter is ${adapter.isFallbackAdapter ? 'a fallback' : `"${name}"`}: expected software`,
    };
  },
};

export default relation;
