import type { Analysis, Finding } from '../../core/finding.ts';
import type { JudgedFile } from '../../core/result-file.ts';

/** So many differences are named, the others counted. */
const NAMED = 8;

/** In a sentence: who judged a file whose conclusions are shown as the rules of today draw them. Null where those did. */
export function judgedByText(file: JudgedFile): string | null {
  const { earlier, judgedBy } = file;
  if (!earlier) return null;
  const other = differences(earlier, file);
  const rest = other.length > NAMED ? `, and ${other.length - NAMED} more` : '';
  const said =
    other.length === 0 ? 'said the same' : `said otherwise: ${other.slice(0, NAMED).join(', ')}${rest}`;
  return (
    `Conclusions are those of the rules of today, drawn from the records. The file itself was judged by Ridgepoint ` +
    `${judgedBy.programVersion} by other rules, and ${said}.`
  );
}

/** "regime none, now bandwidth", "E6 refuted, now supported". Numbers and wording may differ besides. */
function differences(then: Analysis, now: Analysis): readonly string[] {
  const regime = changed('regime', then.verdict.regime, now.verdict.regime);
  const judged = new Map(now.findings.map(finding => [finding.id, finding]));
  const ids = new Set([...then.findings, ...now.findings].map(({ id }) => id));
  const old = new Map(then.findings.map(finding => [finding.id, finding]));
  return [...regime, ...[...ids].flatMap(id => changed(id, statusOf(old.get(id)), statusOf(judged.get(id))))];
}

function statusOf(finding: Finding | undefined): string {
  return finding?.status ?? 'not there';
}

function changed(what: string, then: string, now: string): readonly string[] {
  return then === now ? [] : [`${what} ${then}, now ${now}`];
}
