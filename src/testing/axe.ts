import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rows of a table repeat their markup: the first five stand for all, and of a large table all would take a minute. */
const REPEATED = 'tbody tr:nth-child(n + 6)';

/**
 * What axe finds on a page as it stands, each rule with the first place that breaks it.
 * @param rules all of them, or only those of contrast, for a page whose other theme was asked for all: themes differ in their colours alone
 */
export async function axeFaults(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude(REPEATED)
    // One frame needs no second page to join results on; describing all that passes would take most of the time.
    .setLegacyMode()
    .options({ resultTypes: ['violations'], ...(rules === 'contrast' && { runOnly: ['color-contrast'] }) })
    .analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}
