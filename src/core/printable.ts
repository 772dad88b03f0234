/**
 * What acts on a screen without being seen there: control characters (terminal escapes among them), line breaks, marks
 * that reverse the direction of writing, and characters of no width, tags and fillers among them. The two selectors
 * that choose between text and picture of an emoji stay.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufff9-\ufffb]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

/** Text from a file or a driver, safe to print on one line: what cannot be seen becomes U+FFFD, which can. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * JSON of plain data that is safe to print: what cannot be seen stands as an escape in it, so that every reader gets the
 * very same data.
 */
export function printableJson(data: unknown, indent = 0): string {
  const lines = JSON.stringify(data, null, indent).split('\n');
  return lines.map(line => line.replace(UNPRINTABLE, escapes)).join('\n');
}

function escapes(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** A copy of plain data whose texts, names of fields among them, are all printable. */
export function printableTexts<Data>(data: Data): Data {
  return withTexts(data, printable);
}

/** A copy of plain data with every text in it changed, names of fields among them. */
export function withTexts<Data>(data: Data, change: (text: string) => string): Data {
  const copyOf = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(copyOf);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [change(name), copyOf(field)]));
  };
  return copyOf(data) as Data;
}
