import type { Relation } from '../relation.ts';

const WARP = 32;

const relation: Relation = {
  id: 'environment/nvidia-warps',
  severity: 'doubtful',
  claim: 'All GPUs of NVIDIA so far have warps of 32 threads.',
  *breaches({ file: { environment } }) {
    const { adapter } = environment;
    const { subgroupMinSize: least, subgroupMaxSize: most } = adapter;
    if (
      adapter.class !== 'hardware' ||
      !/nvidia|geforce|rtx|tesla|quadro/i.test(`${adapter.vendor} ${adapter.device} ${adapter.description}`)
    )
      return;
    if (least === null || most === null || (least <= WARP && most >= WARP)) return;
    yield {
      where: 'environment.adapter.subgroupMinSize',
      message: `${least} to ${most} lanes, NVIDIA has ${WARP}`,
    };
  },
};

export default relation;
