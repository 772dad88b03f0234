/** What Dawn says of the adapters there are when it is asked for one by a name that none has. */

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Names in such a message: " * backend: 'vulkan', name: 'NVIDIA H200'" is one of its lines. */
export function namesIn(message: string): readonly string[] {
  return [...message.matchAll(/\bname: '(.*)'$/gm)].map(match => match[1]!);
}

/** The whole name that a wish means, upper and lower case alike: the name itself before one that only holds it. */
export function nameMeant(wish: string, names: readonly string[]): string | null {
  const sought = wish.toLowerCase();
  const alike = names.find(name => name.toLowerCase() === sought);
  return alike ?? names.find(name => name.toLowerCase().includes(sought)) ?? null;
}

/** "NVIDIA H200, llvmpipe (software)": hardware first, each once. */
export function namesText(names: Iterable<string>): string {
  const all = [...new Set(names)];
  const software = all.filter(isSoftwareName);
  return [...all.filter(name => !isSoftwareName(name)), ...software.map(name => `${name} (software)`)].join(
    ', ',
  );
}

export function isSoftwareName(name: string): boolean {
  return SOFTWARE.test(name);
}
