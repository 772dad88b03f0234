/**
 * Text from a file or a driver, safe to print: control characters (terminal escapes among them), line breaks and marks
 * that reverse the direction of writing become U+FFFD.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
