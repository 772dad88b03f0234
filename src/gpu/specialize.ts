/**
 * Rewrites the initialiser of named top-level `const` declarations and the target of named top-level `alias`
 * declarations: what WGSL wants at compile time and `override` cannot give (array sizes in registers, element types).
 *
 *   specialize('const ROWS = 4u;', { ROWS: '8u' })  →  'const ROWS = 8u;'
 *
 * @throws Error naming the constant that the text does not declare
 */
export function specialize(wgsl: string, replacements: Readonly<Record<string, string>>): string {
  let text = wgsl;
  for (const [name, replacement] of Object.entries(replacements)) {
    const declaration = new RegExp(`^((?:const|alias)\\s+${name}\\b(?:\\s*:[^=;]+)?\\s*=\\s*)[^;]*;`, 'm');
    if (!declaration.test(text)) throw new Error(`the shader declares no top-level const or alias "${name}"`);
    text = text.replace(declaration, (_, head: string) => `${head}${replacement};`);
  }
  return text;
}
