import { fractionOf, type Metric } from './metric.ts';

const metric: Metric = {
  id: 'read-fraction',
  label: 'fraction of the read ceiling',
  unit: '',
  direction: 'higher',
  of: (record, run) => fractionOf(record, run, 'read'),
};

export default metric;
