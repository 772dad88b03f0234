import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

/** WGSL allows subgroups of 4 to 128; CPU adapters have some of one lane. */
const MOST_LANES = 128;

const relation: Relation = {
  id: 'environment/adapter-facts',
  severity: 'impossible',
  claim:
    'Subgroups have a power of two of lanes, 128 at most, the smallest no more than the largest; features are named once.',
  *breaches({ file }) {
    const fault = faultOf(file);
    if (fault !== null) yield { where: `environment.${fault[0]}`, message: fault[1] };
  },
};

function faultOf({ environment }: Examined['file']): readonly [string, string] | null {
  const { adapter, features } = environment;
  const { subgroupMinSize: least, subgroupMaxSize: most } = adapter;
  if ((least === null) !== (most === null))
    return ['adapter.subgroupMinSize', `${least} with a largest of ${most}`];
  if (least !== null && most !== null) {
    const odd = [least, most].find(
      size => !(Number.isInteger(Math.log2(size)) && size >= 1 && size <= MOST_LANES),
    );
    if (odd !== undefined) return ['adapter.subgroupMinSize', `subgroups of ${odd} lanes`];
    if (least > most) return ['adapter.subgroupMinSize', `${least}, the largest subgroup has ${most}`];
  }
  const twice = features.find((feature, i) => features.indexOf(feature) !== i);
  return twice === undefined ? null : ['features', `"${twice}" twice`];
}

export default relation;
