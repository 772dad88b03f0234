// Chains z ← fma(z, z, −c) with c in [0.8, 1.2), begun at c − 1. They tend to a cycle of two values: z always changes and
// stays bounded; being quadratic, no two steps fold into one; rounding errors contract by |4(1 − c)| ≤ 0.8 every two steps.
//
// Layout: c and z hold one f32 a chain, taken as vec4s: a workgroup owns workgroupSize · vectors consecutive vec4s,
//   thread t the vec4s t, t + workgroupSize …
// One thread: `vectors` (2, 4 or 8) vec4s of chains in registers, so that many independent multiply-adds are in flight.
// Limited by: multiply-adds a second; 8 bytes are moved per chain, whatever its length.
// Source: the chained multiply-adds of clpeak and vkpeak.

struct Params {
  length: u32,
  vectorCount: u32,
}

@group(0) @binding(0) var<storage, read> c: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> z: array<vec4f>;
@group(0) @binding(2) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
override vectors: u32 = 4u;

fn four(z0: vec4f, minusC: vec4f) -> vec4f {
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
  let first = group * workgroupSize * vectors + lane;
  if (first >= params.vectorCount) {
    return;
  }
  // Past the end a chain runs on the last c and is not stored.
  let last = params.vectorCount - 1u;
  let c0 = -c[first];
  let c1 = -c[min(first + workgroupSize, last)];
  let c2 = -c[min(first + 2u * workgroupSize, last)];
  let c3 = -c[min(first + 3u * workgroupSize, last)];
  let c4 = -c[min(first + 4u * workgroupSize, last)];
  let c5 = -c[min(first + 5u * workgroupSize, last)];
  let c6 = -c[min(first + 6u * workgroupSize, last)];
  let c7 = -c[min(first + 7u * workgroupSize, last)];
  let one = vec4f(1.0);
  var z0 = -c0 - one;
  var z1 = -c1 - one;
  var z2 = -c2 - one;
  var z3 = -c3 - one;
  var z4 = -c4 - one;
  var z5 = -c5 - one;
  var z6 = -c6 - one;
  var z7 = -c7 - one;
  for (var step = 4u; step <= params.length; step += 4u) {
    z0 = four(z0, c0);
    z1 = four(z1, c1);
    if (vectors >= 4u) {
      z2 = four(z2, c2);
      z3 = four(z3, c3);
    }
    if (vectors == 8u) {
      z4 = four(z4, c4);
      z5 = four(z5, c5);
      z6 = four(z6, c6);
      z7 = four(z7, c7);
    }
  }
  for (var step = 0u; step < params.length % 4u; step++) {
    z0 = fma(z0, z0, c0);
    z1 = fma(z1, z1, c1);
    z2 = fma(z2, z2, c2);
    z3 = fma(z3, z3, c3);
    z4 = fma(z4, z4, c4);
    z5 = fma(z5, z5, c5);
    z6 = fma(z6, z6, c6);
    z7 = fma(z7, z7, c7);
  }
  store(first, z0);
  store(first + workgroupSize, z1);
  if (vectors >= 4u) {
    store(first + 2u * workgroupSize, z2);
    store(first + 3u * workgroupSize, z3);
  }
  if (vectors == 8u) {
    store(first + 4u * workgroupSize, z4);
    store(first + 5u * workgroupSize, z5);
    store(first + 6u * workgroupSize, z6);
    store(first + 7u * workgroupSize, z7);
  }
}

fn store(i: u32, value: vec4f) {
  if (i < params.vectorCount) {
    z[i] = value;
  }
}
