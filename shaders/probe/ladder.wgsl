// Reads every word c once, makes MULTIPLY_ADDS steps z ← fma(z, z, −c) on it, begun at c − 1, and adds up the last z.
// With c in [0.9, 1.1) z tends to a cycle of two values: it always changes, stays bounded, no two steps fold into one, and
// rounding errors contract by |4(1 − c)| ≤ 0.4 every two steps, so that steps rounded once or twice agree.
//
// Layout: data is an array of chunks of 2048 vec4s (32 KiB), the last filled up with zeros, which no c is and which stay
//   out of the sum. A workgroup streams one chunk, consecutive threads reading consecutive vec4s.
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
override workgroupSize: u32 = 64u;

fn four(z0: vec4f, minusC: vec4f) -> vec4f {
  let z1 = fma(z0, z0, minusC);
  let z2 = fma(z1, z1, minusC);
  let z3 = fma(z2, z2, minusC);
  return fma(z3, z3, minusC);
}

fn kept(z: vec4f, minusC: vec4f) -> vec4f {
  return select(vec4f(), z, minusC != vec4f());
}

// The last z of the sixteen chains of four vec4s, added up by component.
fn sumOfFour(i: u32) -> vec4f {
  let c0 = -data[i];
  let c1 = -data[i + workgroupSize];
  let c2 = -data[i + 2u * workgroupSize];
  let c3 = -data[i + 3u * workgroupSize];
  let one = vec4f(1.0);
  var z0 = -c0 - one;
  var z1 = -c1 - one;
  var z2 = -c2 - one;
  var z3 = -c3 - one;
  for (var step = 0u; step < MULTIPLY_ADDS / 8u; step++) {
    z0 = four(four(z0, c0), c0);
    z1 = four(four(z1, c1), c1);
    z2 = four(four(z2, c2), c2);
    z3 = four(four(z3, c3), c3);
  }
  if (MULTIPLY_ADDS % 8u >= 4u) {
    z0 = four(z0, c0);
    z1 = four(z1, c1);
    z2 = four(z2, c2);
    z3 = four(z3, c3);
  }
  for (var step = 0u; step < MULTIPLY_ADDS % 4u; step++) {
    z0 = fma(z0, z0, c0);
    z1 = fma(z1, z1, c1);
    z2 = fma(z2, z2, c2);
    z3 = fma(z3, z3, c3);
  }
  return (kept(z0, c0) + kept(z1, c1)) + (kept(z2, c2) + kept(z3, c3));
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
    sum += sumOfFour(i);
  }
  sums[chunk * workgroupSize + lane] = (sum.x + sum.y) + (sum.z + sum.w);
}
