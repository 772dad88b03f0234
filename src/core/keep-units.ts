const BEFORE_UNIT = /(\d\)?) (?=(%|[kMGTP]?(B|FLOP)(\/s)?|[KMGT]iB|ns|µs|ms|s|min|×)(?![a-zA-Z]))/g;

/** Ties a number to its unit, so that no line breaks between them. */
export function keepUnits(text: string): string {
  return text.replace(BEFORE_UNIT, '$1\u00a0');
}
