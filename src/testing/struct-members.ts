/** Names of the members of `struct Params` of a shader, in order; none where it has no such block. */
export function paramsOf(wgsl: string): readonly string[] {
  const body = /struct Params \{([^}]*)\}/.exec(wgsl)?.[1] ?? '';
  return body.match(/\w+(?=:)/g) ?? [];
}
