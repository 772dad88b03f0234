import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rows of a table repeat their markup: the first five stand for all, and of a large table all would take a minute. */
const REPEATED = 'tbody tr:nth-child(n + 6)';

/** What axe finds on a page as it stands, each rule with the first place that breaks it. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude(REPEATED)
    // One frame needs no second page to join results on; describing all that passes would take most of the time.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}
