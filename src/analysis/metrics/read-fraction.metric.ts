import { fractionOf, type Metric, rateOf } from './metric.ts';

const metric: Metric = {
  id: 'read-fraction',
  label: 'fraction of the read ceiling',
  unit: '',
  direction: 'higher',
  of: (record, ceilings) => fractionOf(record, rateOf(record, record.work.compulsoryBytes), ceilings, 'read'),
};

export default metric;
