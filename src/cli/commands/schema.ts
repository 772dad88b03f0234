import type { Command } from 'commander';
import { resultJsonSchema } from '../../store/schema.ts';
import type { Context } from '../context.ts';

/** For keeping results/ridgepoint-result.v2.schema.json up to date. */
export function addSchema(program: Command, { io }: Context): void {
  program
    .command('schema', { hidden: true })
    .description('Prints the JSON Schema of result files.')
    .action(() => {
      io.stdout.write(`${JSON.stringify(resultJsonSchema(), null, 2)}\n`);
    });
}
