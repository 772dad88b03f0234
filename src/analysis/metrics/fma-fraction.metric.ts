import { fractionOf, type Metric } from './metric.ts';

const metric: Metric = {
  id: 'fma-fraction',
  label: 'fraction of the FMA ceiling',
  unit: '',
  direction: 'higher',
  of: (record, run) => fractionOf(record, run, 'fma'),
};

export default metric;
