import { kernels } from '../catalog.ts';
import { describeContract } from '../testing/describe-contract.ts';

/** What every kernel of the catalogue must compute rightly, whoever adds it; matrix products in contract.matmul.gpu.test.ts. */
describeContract([...kernels.values()].filter(({ operation }) => operation !== 'matmul'));
