import { fractionOf, type Metric, rateOf } from './metric.ts';

const metric: Metric = {
  id: 'fma-fraction',
  label: 'fraction of the FMA ceiling',
  unit: '',
  direction: 'higher',
  of: (record, ceilings) => fractionOf(record, rateOf(record, record.work.usefulFlops), ceilings, 'fma'),
};

export default metric;
