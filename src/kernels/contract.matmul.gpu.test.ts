import { kernels } from '../catalog.ts';
import { describeContract } from '../testing/describe-contract.ts';

/** Half of the time of the contract on a software adapter: a file of its own runs beside the other half. */
describeContract([...kernels.values()].filter(({ operation }) => operation === 'matmul'));
