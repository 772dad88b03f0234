// Chains of dot products of four int8 each: a ← a + (a's bytes of the other, b) · (w's), b ← b + a's · w's, modulo 2^32, in
// turns, begun at a = w, b = ¬w. A step is one product of four; every step needs the one before it, so that none can be
// left out, and integers make the result exact.
//
// Layout: w and sums hold one word a chain: a workgroup owns workgroupSize · CHAINS consecutive words, thread t the words
//   t, t + workgroupSize … sums is a + b in the end.
// One thread: CHAINS chains in registers, so that many independent products are in flight; sixteen steps of each an iteration.
// Limited by: packed int8 dot products a second.
// Source: dot4I8Packed of WGSL, chained as the multiply-adds of clpeak.

requires packed_4x8_integer_dot_product;

struct Params {
  length: u32,
  chainCount: u32,
}

@group(0) @binding(0) var<storage, read> w: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;
@group(0) @binding(2) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
const CHAINS: u32 = 8u;

fn four(p: vec2u, w: u32) -> vec2u {
  let a1 = p.x + bitcast<u32>(dot4I8Packed(p.y, w));
  let b1 = p.y + bitcast<u32>(dot4I8Packed(a1, w));
  let a2 = a1 + bitcast<u32>(dot4I8Packed(b1, w));
  return vec2u(a2, b1 + bitcast<u32>(dot4I8Packed(a2, w)));
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let first = group * workgroupSize * CHAINS + lane;
  if (first >= params.chainCount) {
    return;
  }
  // Past the end a chain runs on the last word and is not stored.
  let last = params.chainCount - 1u;
  var ws: array<u32, CHAINS>;
  var pairs: array<vec2u, CHAINS>;
  for (var v = 0u; v < CHAINS; v++) {
    ws[v] = w[min(first + v * workgroupSize, last)];
    pairs[v] = vec2u(ws[v], ~ws[v]);
  }
  for (var step = 16u; step <= params.length; step += 16u) {
    for (var v = 0u; v < CHAINS; v++) {
      pairs[v] = four(four(four(four(pairs[v], ws[v]), ws[v]), ws[v]), ws[v]);
    }
  }
  for (var step = 0u; step < params.length % 16u; step++) {
    for (var v = 0u; v < CHAINS; v++) {
      let p = pairs[v];
      if (step % 2u == 0u) {
        pairs[v].x = p.x + bitcast<u32>(dot4I8Packed(p.y, ws[v]));
      } else {
        pairs[v].y = p.y + bitcast<u32>(dot4I8Packed(p.x, ws[v]));
      }
    }
  }
  for (var v = 0u; v < CHAINS; v++) {
    let i = first + v * workgroupSize;
    if (i < params.chainCount) {
      sums[i] = pairs[v].x + pairs[v].y;
    }
  }
}
