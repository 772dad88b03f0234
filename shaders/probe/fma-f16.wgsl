// Chains z ← fma(z, z, −c) in f16 with c in [0.8, 1.2), begun at c − 1. They tend to a cycle of two values: z always changes
// and stays bounded; being quadratic, no two steps fold into one; rounding errors contract by |4(1 − c)| ≤ 0.8 every two.
//
// Layout: c and z hold one f32 a chain, taken as vec4s: a workgroup owns workgroupSize · VECTORS consecutive vec4s,
//   thread t the vec4s t, t + workgroupSize … Only what is between them is f16.
// One thread: VECTORS vec4s of chains in registers, so that many independent multiply-adds are in flight; sixteen steps of
//   each an iteration, so that counting them takes about one instruction in a hundred.
// Limited by: f16 multiply-adds a second, which many GPUs make in pairs.
// Source: the chained multiply-adds of clpeak and vkpeak.

enable f16;

struct Params {
  length: u32,
  vectorCount: u32,
}

@group(0) @binding(0) var<storage, read> c: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> z: array<vec4f>;
@group(0) @binding(2) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
const VECTORS: u32 = 4u;

fn four(z0: vec4h, minusC: vec4h) -> vec4h {
  let z1 = fma(z0, z0, minusC);
  let z2 = fma(z1, z1, minusC);
  let z3 = fma(z2, z2, minusC);
  return fma(z3, z3, minusC);
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let first = group * workgroupSize * VECTORS + lane;
  if (first >= params.vectorCount) {
    return;
  }
  // Past the end a chain runs on the last c and is not stored.
  let last = params.vectorCount - 1u;
  var minusC: array<vec4h, VECTORS>;
  var zs: array<vec4h, VECTORS>;
  for (var v = 0u; v < VECTORS; v++) {
    minusC[v] = -vec4h(c[min(first + v * workgroupSize, last)]);
    zs[v] = -minusC[v] - vec4h(1.0);
  }
  for (var step = 16u; step <= params.length; step += 16u) {
    for (var v = 0u; v < VECTORS; v++) {
      let m = minusC[v];
      zs[v] = four(four(four(four(zs[v], m), m), m), m);
    }
  }
  for (var step = 0u; step < params.length % 16u; step++) {
    for (var v = 0u; v < VECTORS; v++) {
      zs[v] = fma(zs[v], zs[v], minusC[v]);
    }
  }
  for (var v = 0u; v < VECTORS; v++) {
    let i = first + v * workgroupSize;
    if (i < params.vectorCount) {
      z[i] = vec4f(zs[v]);
    }
  }
}
