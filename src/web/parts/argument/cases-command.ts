/** Measures the cases together, as typed in a shell. */
export function casesCommand(addresses: readonly string[]): string {
  const cases = addresses.map(address => `--case '${address.replaceAll("'", String.raw`'\''`)}'`);
  return `npm run -s ridgepoint -- run ${cases.join(' ')}`;
}
