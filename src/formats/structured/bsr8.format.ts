import { bsrFormat } from './bsr.ts';

export default bsrFormat(8);
