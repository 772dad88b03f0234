import type { Command } from 'commander';
import { METHOD_CONSTANTS } from '../../app/method.ts';
import { methodMarkdown } from '../../report/method/method.ts';
import type { Context } from '../context.ts';

export function addMethod(program: Command, { io }: Context): void {
  program
    .command('method')
    .summary('what is counted, timed and judged, with every constant in force')
    .description(
      'Prints the method as Markdown: what is counted, how it is timed, how it is judged, with every constant read from ' +
        'the code that acts by it.',
    )
    .addHelpText('after', EXAMPLES)
    .action(() => {
      io.stdout.write(methodMarkdown(METHOD_CONSTANTS));
    });
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- method
  npm run -s ridgepoint -- method > results/method.md
`;
