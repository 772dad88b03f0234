// Chains x ← x + c·y, y ← y − c·x with c in [0.8, 1.2), begun at (1, 0): a step is one of the two multiply-adds. Two steps
// turn (x, y) along an ellipse, so that it always changes and stays bounded; rounding errors turn with it and add up.
// The addend is what is written: some GPUs issue two such multiply-adds at once, and no others.
//
// Layout: c and z hold one f32 a chain, taken as vec4s: a workgroup owns workgroupSize · VECTORS consecutive vec4s,
//   thread t the vec4s t, t + workgroupSize … z is x + y in the end.
// One thread: VECTORS vec4s of chains in registers, so that many independent multiply-adds are in flight; sixteen steps of
//   each an iteration, so that counting them takes about one instruction in a hundred.
// Limited by: multiply-adds a second; 8 bytes are moved per chain, whatever its length.
// Source: the rotation of Minsky's circle algorithm (HAKMEM 149, 1972), chained as in clpeak.

struct Params {
  length: u32,
  vectorCount: u32,
}

@group(0) @binding(0) var<storage, read> c: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> z: array<vec4f>;
@group(0) @binding(2) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
const VECTORS: u32 = 4u;

struct Point { x: vec4f, y: vec4f }

fn four(p: Point, c: vec4f) -> Point {
  let x1 = fma(c, p.y, p.x);
  let y1 = fma(-c, x1, p.y);
  let x2 = fma(c, y1, x1);
  return Point(x2, fma(-c, x2, y1));
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
  var cs: array<vec4f, VECTORS>;
  var points: array<Point, VECTORS>;
  for (var v = 0u; v < VECTORS; v++) {
    cs[v] = c[min(first + v * workgroupSize, last)];
    points[v] = Point(vec4f(1.0), vec4f());
  }
  for (var step = 16u; step <= params.length; step += 16u) {
    for (var v = 0u; v < VECTORS; v++) {
      points[v] = four(four(four(four(points[v], cs[v]), cs[v]), cs[v]), cs[v]);
    }
  }
  for (var step = 0u; step < params.length % 16u; step++) {
    for (var v = 0u; v < VECTORS; v++) {
      let p = points[v];
      if (step % 2u == 0u) {
        points[v].x = fma(cs[v], p.y, p.x);
      } else {
        points[v].y = fma(-cs[v], p.x, p.y);
      }
    }
  }
  for (var v = 0u; v < VECTORS; v++) {
    let i = first + v * workgroupSize;
    if (i < params.vectorCount) {
      z[i] = points[v].x + points[v].y;
    }
  }
}
