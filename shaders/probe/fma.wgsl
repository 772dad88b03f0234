// Chains z ← fma(z, z, −c) with c in [0.8, 1.2), begun at c − 1. They tend to a cycle of two values: z always changes and
// stays bounded, being quadratic no two steps fold into one, and rounding errors contract by |4(1 − c)| ≤ 0.8 every two steps.
//
// Layout: c and z hold one f32 a chain, taken as vec4s: a workgroup owns WORKGROUP_SIZE · VECTORS consecutive vec4s,
//   thread t the vec4s t, t + WORKGROUP_SIZE …
// One thread: VECTORS (2, 4 or 8) vec4s of chains in registers, so that many independent multiply-adds are in flight.
// Limited by: multiply-adds a second; 8 bytes are moved per chain, whatever its length.
// Source: the chained multiply-adds of clpeak and vkpeak.

struct Params {
  length: u32,
  vectorCount: u32,
}

@group(0) @binding(0) var<storage, read> c: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> z: array<vec4<f32>>;
@group(0) @binding(2) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64u;
override VECTORS: u32 = 8u;

alias Chains = vec4<f32>;

fn four(z0: Chains, minusC: Chains) -> Chains {
  let z1 = fma(z0, z0, minusC);
  let z2 = fma(z1, z1, minusC);
  let z3 = fma(z2, z2, minusC);
  return fma(z3, z3, minusC);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(num_workgroups) workgroups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let first = group * WORKGROUP_SIZE * VECTORS + lane;
  if (first >= params.vectorCount) {
    return;
  }
  // Past the end a chain runs on the last c and is not stored.
  let last = params.vectorCount - 1u;
  let c0 = -c[first];
  let c1 = -c[min(first + WORKGROUP_SIZE, last)];
  let c2 = -c[min(first + 2u * WORKGROUP_SIZE, last)];
  let c3 = -c[min(first + 3u * WORKGROUP_SIZE, last)];
  let c4 = -c[min(first + 4u * WORKGROUP_SIZE, last)];
  let c5 = -c[min(first + 5u * WORKGROUP_SIZE, last)];
  let c6 = -c[min(first + 6u * WORKGROUP_SIZE, last)];
  let c7 = -c[min(first + 7u * WORKGROUP_SIZE, last)];
  let one = Chains(1.0);
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
    if (VECTORS >= 4u) {
      z2 = four(z2, c2);
      z3 = four(z3, c3);
    }
    if (VECTORS == 8u) {
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
  store(first + WORKGROUP_SIZE, z1);
  if (VECTORS >= 4u) {
    store(first + 2u * WORKGROUP_SIZE, z2);
    store(first + 3u * WORKGROUP_SIZE, z3);
  }
  if (VECTORS == 8u) {
    store(first + 4u * WORKGROUP_SIZE, z4);
    store(first + 5u * WORKGROUP_SIZE, z5);
    store(first + 6u * WORKGROUP_SIZE, z6);
    store(first + 7u * WORKGROUP_SIZE, z7);
  }
}

fn store(i: u32, value: Chains) {
  if (i < params.vectorCount) {
    z[i] = value;
  }
}
