import type { Analysis } from '../../core/record/finding.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';

/** So many differences are named, the others counted. */
const NAMED = 8;

/** In a sentence: who judged a file whose conclusions are shown as the rules of today draw them. Null where those did. */
export function judgedByText(file: JudgedFile): string | null {
  const { earlier, judgedBy } = file;
  if (!earlier) return null;
  const other = differences(earlier, file);
  const rest = other.length > NAMED ? `; and ${other.length - NAMED} more` : '';
  const rules = judgedBy.rulesHash === null ? 'rules that it does not name' : 'other rules';
  const said =
    other.length === 0 ? 'said the same' : `said otherwise: ${other.slice(0, NAMED).join('; ')}${rest}`;
  return (
    `Conclusions are those of the rules of today, drawn from the records. The file itself was judged by Ridgepoint ` +
    `${judgedBy.programVersion} by ${rules}, and ${said}.`
  );
}

/** "regime none, now bandwidth", "E6 refuted, now supported". Numbers and wording may differ besides. */
function differences(then: Analysis, now: Analysis): readonly string[] {
  const [before, today] = [statements(then), statements(now)];
  const subjects = new Set([...before.keys(), ...today.keys()]);
  return [...subjects].flatMap(subject => {
    const [old = 'not there', current = 'not there'] = [before.get(subject), today.get(subject)];
    return old === current ? [] : [`${subject} ${old}, now ${current}`];
  });
}

/** What an analysis says in a word, by what it is about. */
function statements({ verdict, findings, crossovers, ceilings }: Analysis): ReadonlyMap<string, string> {
  return new Map([
    ['regime', verdict.regime],
    ...findings.map(({ id, status }) => [id, status] as const),
    ...crossovers.map(
      ({ pattern, rowCount, columnCount, kernelId, status }) =>
        [`crossover of ${kernelId} on ${pattern} ${rowCount} × ${columnCount}`, status] as const,
    ),
    ...ceilings.map(({ id, kind }) => [`${id} ceiling`, kind] as const),
  ]);
}
