/**
 * Text from a file or a driver, safe to print: control characters (terminal escapes among them), line breaks and marks
 * that reverse the direction of writing become U+FFFD.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** A copy of plain data whose texts, names of fields among them, are all printable. */
export function printableTexts<Data>(data: Data): Data {
  return copyOf(data) as Data;
}

function copyOf(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [printable(name), copyOf(field)]));
}
