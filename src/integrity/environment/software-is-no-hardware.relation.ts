import { isSoftware } from '../../core/environment.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'environment/software-is-no-hardware',
  severity: 'impossible',
  claim:
    'An adapter is software where it calls itself a fallback or has the name of a CPU implementation of Vulkan, and hardware otherwise: the program says so of every one it opens.',
  *breaches({ file: { environment } }) {
    const { adapter } = environment;
    const expected = isSoftware(adapter) ? 'software' : 'hardware';
    if (adapter.class === expected) return;
    const name = [adapter.architecture, adapter.device, adapter.description].filter(Boolean).join(', ');
    const said = adapter.isFallbackAdapter ? 'a fallback' : `"${name}"`;
    yield {
      where: 'environment.adapter.class',
      message: `${adapter.class}, but the adapter is ${said}: expected ${expected}`,
    };
  },
};

export default relation;
