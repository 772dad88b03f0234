// Reads every word c once and makes MULTIPLY_ADDS multiply-adds with it: all but the last are steps z ← fma(z, z, −c),
// begun at c; the last adds z·z to the sum, so that a word costs exactly that many and nothing beside.
// With c in [0.9, 1.1) z tends to a cycle of two values: it always changes, stays bounded, no two steps fold into one, and
// rounding errors contract by |4(1 − c)| ≤ 0.4 every two steps, so that steps rounded once or twice agree.
//
// Layout: data is an array of chunks of 2048 vec4s (32 KiB), the last filled up with zeros, which add
//   nothing to the sum. A workgroup streams one chunk, consecutive threads reading consecutive vec4s.
// One thread: every workgroupSize-th vec4 of the chunk, four of them in flight: first as loads, then as sixteen
//   independent chains of unrolled steps; stores its sum, without any barrier (4 B a thread; the host adds them up).
// Limited by: memory with few steps, multiply-adds with many. The bytes are the same for all.
// Source: the chained multiply-adds of clpeak, mixed with loads as in mixbench.

struct Params {
  visitCount: u32,
}

@group(0) @binding(0) var<storage, read> data: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;
@group(0) @binding(2) var<uniform> params: Params;

const CHUNK_VEC4S = 2048u;
const MULTIPLY_ADDS: u32 = 1u;
const STEPS = MULTIPLY_ADDS - 1u;
override workgroupSize: u32 = 64u;

fn four(z0: vec4f, minusC: vec4f) -> vec4f {
  let z1 = fma(z0, z0, minusC);
  let z2 = fma(z1, z1, minusC);
  let z3 = fma(z2, z2, minusC);
  return fma(z3, z3, minusC);
}

// Adds the squares of the last z of the sixteen chains of four vec4s, by component.
fn addFour(sum: vec4f, i: u32) -> vec4f {
  var z0 = data[i];
  var z1 = data[i + workgroupSize];
  var z2 = data[i + 2u * workgroupSize];
  var z3 = data[i + 3u * workgroupSize];
  let c0 = -z0;
  let c1 = -z1;
  let c2 = -z2;
  let c3 = -z3;
  for (var step = 0u; step < STEPS / 8u; step++) {
    z0 = four(four(z0, c0), c0);
    z1 = four(four(z1, c1), c1);
    z2 = four(four(z2, c2), c2);
    z3 = four(four(z3, c3), c3);
  }
  if (STEPS % 8u >= 4u) {
    z0 = four(z0, c0);
    z1 = four(z1, c1);
    z2 = four(z2, c2);
    z3 = four(z3, c3);
  }
  for (var step = 0u; step < STEPS % 4u; step++) {
    z0 = fma(z0, z0, c0);
    z1 = fma(z1, z1, c1);
    z2 = fma(z2, z2, c2);
    z3 = fma(z3, z3, c3);
  }
  return fma(z3, z3, fma(z2, z2, fma(z1, z1, fma(z0, z0, sum))));
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let chunk = workgroup.y * workgroups.x + workgroup.x;
  if (chunk >= params.visitCount) {
    return;
  }
  var sum = vec4f();
  let end = (chunk + 1u) * CHUNK_VEC4S;
  for (var i = chunk * CHUNK_VEC4S + lane; i < end; i += 4u * workgroupSize) {
    sum = addFour(sum, i);
  }
  sums[chunk * workgroupSize + lane] = (sum.x + sum.y) + (sum.z + sum.w);
}
