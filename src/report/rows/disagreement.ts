import type { JudgedFile } from '../../core/record/result-file.ts';
import { formatCount } from '../../core/units.ts';

/** What stands before everything else: one line for each file that disagrees with itself. */
export function disagreements(files: readonly JudgedFile[]): readonly string[] {
  return files.flatMap(({ disagreement }, index) => {
    if (disagreement === undefined) return [];
    const which = files.length === 1 ? 'This file' : `File ${index + 1} of ${files.length}`;
    const { first, count } = disagreement;
    const more = count > 1 ? ` (and ${formatCount(count - 1)} more)` : '';
    return [`${which} disagrees with itself, so that no figure in it can be relied on. ${first}${more}`];
  });
}
