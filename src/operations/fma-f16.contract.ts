import type { OperationContract } from '../testing/contract.ts';
import fma from './fma.contract.ts';

const contract: OperationContract = { ...fma };

export default contract;
