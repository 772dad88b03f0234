/** What sessions and suites say of cases that they do not measure, besides the sentences that have one cause. */

/** Reasons that rest on numbers which no file holds. */
export const UNCHECKED: readonly RegExp[] = [
  / is not dilutable: it reads all of its memory at any share$/,
  / would hold \d+ cells for \d+ nonzeros, over \d+ for each$/,
  /^its longest row of \d+ is \S+ × the mean, over \d+$/,
  /^row \d+ has \d+ nonzeros in its group \d+ \(columns \d+ to \d+\), over \d+$/,
  /^in rounds before it took \d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\) times what \S+ took$/,
  /^the pilot puts it at \S+ times the fastest rival$/,
  /^it would take about .+ at the size that suits the fastest kernel, over the .+ that a product may take$/,
  /^stored densely, one product would take about .+, more than the .+ allowed$/,
  /^the wall clock (stands still|here tells batches apart )/,
  /^its products leave the range of f32, which ends at 3\.4e38: /,
  / takes .+, but (\w+ is|a storage binding holds) /,
  /^.+ workgroups are needed, but maxComputeWorkgroupsPerDimension is /,
  /^matrix × (vector takes one right-hand side|matrix needs at least one right-hand side), there are \d+$/,
  /^an f16 holds numbers up to .+, the matrix has one of /,
  /^a dense copy of .+ takes .+, over /,
  /^probes take a dense matrix of one row, this is a /,
  /^one step reads .+ of f32 weights and cache(, which may take too long here: | and takes about )/,
  /, but max[A-Z]\w+ is /,
];

/** ms that a text as formatWait prints it stands for; null for other texts. "2 min 7 s" → 127,000. */
export function waitMs(text: string): number | null {
  const parts = [...text.matchAll(/([\d.,]+) (h|min|s|ms)\b/g)];
  if (parts.length === 0) return null;
  const MS: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1000, ms: 1 };
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount!.replaceAll(',', '')) * MS[unit!]!, 0);
}
