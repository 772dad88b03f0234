// C = A·B, or C += A·B where params.accumulate is 1; dense f32. Four neighbouring lanes share what they load of A.
//
// Layout: everything in vec4s ("quads"), rows padded with zeros to whole ones. A is row-major, aStride quads a row; this
// dispatch covers a slab of rowCount rows of A and C, and of depth of A's columns from quad firstQuad on. B holds those
// depth rows of the right-hand side, C the slab's rows of the result, both columnQuads quads a row.
//
// A workgroup owns 16 rows of C, a thread QUADS quads of their columns: 64 results in registers for each, written out one by
// one. Per step of four along K a thread loads its quads of four rows of B, which are its own, and a quad of four of the 16
// rows of A. Every fourth row is its own, and its three neighbours tell it theirs: 8 loads for 256 multiply-adds, or 12 for 512.
// Past the last row, quad and depth those are read again: A is padded with zeros there, or nothing is stored.
// Limit: loads from the nearest cache, half a byte a multiply-add, and registers. CPU implementations of WebGPU run four or
// eight lanes at once and pay for every lane of a load, equal addresses or not; none waits at a barrier.
// Modelled traffic: A once for every tile column, B once for every tile row, C once.
//
// WGSL does not say which threads make a quad of lanes. In workgroups of one dimension they are four neighbours; where
// they were not, the results would be wrong, which the check before every measurement finds.
//
// Source: register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008), their shared
// memory replaced by exchange between lanes.

enable subgroups;

struct Params {
  rowCount: u32,
  columnQuads: u32,
  depth: u32,
  firstQuad: u32,
  aStride: u32,
  tilesAcross: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4f>;
@group(0) @binding(3) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64u;

// 1 or 2.
const QUADS: u32 = 1u;
// Rows of C of a workgroup, as the text below has them, and lanes that share them.
const ROWS: u32 = 16u;
const LANES: u32 = 4u;

fn rowOfA(row: u32) -> u32 {
  return min(row, params.rowCount - 1u) * params.aStride + params.firstQuad;
}

// Four rows of B from k on, in one of their quads.
fn fourOfB(k: u32, quad: u32) -> mat4x4f {
  let last = params.depth - 1u;
  return mat4x4f(
    b[k * params.columnQuads + quad],
    b[min(k + 1u, last) * params.columnQuads + quad],
    b[min(k + 2u, last) * params.columnQuads + quad],
    b[min(k + 3u, last) * params.columnQuads + quad],
  );
}

fn add(sum: vec4f, av: vec4f, rows: mat4x4f) -> vec4f {
  let first = fma(vec4f(av.y), rows[1], fma(vec4f(av.x), rows[0], sum));
  return fma(vec4f(av.w), rows[3], fma(vec4f(av.z), rows[2], first));
}

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= params.rowCount || quad >= params.columnQuads) {
    return;
  }
  let place = row * params.columnQuads + quad;
  var value = sum;
  if (params.accumulate == 1u) {
    value += c[place];
  }
  c[place] = value;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let tile = group.y * groups.x + group.x;
  let row = tile / params.tilesAcross * ROWS;
  // Neighbouring threads have neighbouring quads; a second one lies a workgroup further.
  let quad = tile % params.tilesAcross * WORKGROUP_SIZE * QUADS + thread;
  let nextQuad = quad + WORKGROUP_SIZE;
  let lastQuad = params.columnQuads - 1u;
  let mine = row + thread % LANES;
  let row0 = rowOfA(mine);
  let row4 = rowOfA(mine + 4u);
  let row8 = rowOfA(mine + 8u);
  let row12 = rowOfA(mine + 12u);

  var sum0 = vec4f();
  var next0 = vec4f();
  var sum1 = vec4f();
  var next1 = vec4f();
  var sum2 = vec4f();
  var next2 = vec4f();
  var sum3 = vec4f();
  var next3 = vec4f();
  var sum4 = vec4f();
  var next4 = vec4f();
  var sum5 = vec4f();
  var next5 = vec4f();
  var sum6 = vec4f();
  var next6 = vec4f();
  var sum7 = vec4f();
  var next7 = vec4f();
  var sum8 = vec4f();
  var next8 = vec4f();
  var sum9 = vec4f();
  var next9 = vec4f();
  var sum10 = vec4f();
  var next10 = vec4f();
  var sum11 = vec4f();
  var next11 = vec4f();
  var sum12 = vec4f();
  var next12 = vec4f();
  var sum13 = vec4f();
  var next13 = vec4f();
  var sum14 = vec4f();
  var next14 = vec4f();
  var sum15 = vec4f();
  var next15 = vec4f();
  for (var k = 0u; k < params.depth; k += 4u) {
    let rows = fourOfB(k, min(quad, lastQuad));
    var nextRows: mat4x4f;
    if (QUADS > 1u) {
      nextRows = fourOfB(k, min(nextQuad, lastQuad));
    }
    let a0 = a[row0 + k / 4u];
    let v0 = quadBroadcast(a0, 0u);
    sum0 = add(sum0, v0, rows);
    let v1 = quadBroadcast(a0, 1u);
    sum1 = add(sum1, v1, rows);
    let v2 = quadBroadcast(a0, 2u);
    sum2 = add(sum2, v2, rows);
    let v3 = quadBroadcast(a0, 3u);
    sum3 = add(sum3, v3, rows);
    if (QUADS > 1u) {
      next0 = add(next0, v0, nextRows);
      next1 = add(next1, v1, nextRows);
      next2 = add(next2, v2, nextRows);
      next3 = add(next3, v3, nextRows);
    }
    let a4 = a[row4 + k / 4u];
    let v4 = quadBroadcast(a4, 0u);
    sum4 = add(sum4, v4, rows);
    let v5 = quadBroadcast(a4, 1u);
    sum5 = add(sum5, v5, rows);
    let v6 = quadBroadcast(a4, 2u);
    sum6 = add(sum6, v6, rows);
    let v7 = quadBroadcast(a4, 3u);
    sum7 = add(sum7, v7, rows);
    if (QUADS > 1u) {
      next4 = add(next4, v4, nextRows);
      next5 = add(next5, v5, nextRows);
      next6 = add(next6, v6, nextRows);
      next7 = add(next7, v7, nextRows);
    }
    let a8 = a[row8 + k / 4u];
    let v8 = quadBroadcast(a8, 0u);
    sum8 = add(sum8, v8, rows);
    let v9 = quadBroadcast(a8, 1u);
    sum9 = add(sum9, v9, rows);
    let v10 = quadBroadcast(a8, 2u);
    sum10 = add(sum10, v10, rows);
    let v11 = quadBroadcast(a8, 3u);
    sum11 = add(sum11, v11, rows);
    if (QUADS > 1u) {
      next8 = add(next8, v8, nextRows);
      next9 = add(next9, v9, nextRows);
      next10 = add(next10, v10, nextRows);
      next11 = add(next11, v11, nextRows);
    }
    let a12 = a[row12 + k / 4u];
    let v12 = quadBroadcast(a12, 0u);
    sum12 = add(sum12, v12, rows);
    let v13 = quadBroadcast(a12, 1u);
    sum13 = add(sum13, v13, rows);
    let v14 = quadBroadcast(a12, 2u);
    sum14 = add(sum14, v14, rows);
    let v15 = quadBroadcast(a12, 3u);
    sum15 = add(sum15, v15, rows);
    if (QUADS > 1u) {
      next12 = add(next12, v12, nextRows);
      next13 = add(next13, v13, nextRows);
      next14 = add(next14, v14, nextRows);
      next15 = add(next15, v15, nextRows);
    }
  }

  store(row, quad, sum0);
  store(row + 1u, quad, sum1);
  store(row + 2u, quad, sum2);
  store(row + 3u, quad, sum3);
  store(row + 4u, quad, sum4);
  store(row + 5u, quad, sum5);
  store(row + 6u, quad, sum6);
  store(row + 7u, quad, sum7);
  store(row + 8u, quad, sum8);
  store(row + 9u, quad, sum9);
  store(row + 10u, quad, sum10);
  store(row + 11u, quad, sum11);
  store(row + 12u, quad, sum12);
  store(row + 13u, quad, sum13);
  store(row + 14u, quad, sum14);
  store(row + 15u, quad, sum15);
  if (QUADS > 1u) {
    store(row, nextQuad, next0);
    store(row + 1u, nextQuad, next1);
    store(row + 2u, nextQuad, next2);
    store(row + 3u, nextQuad, next3);
    store(row + 4u, nextQuad, next4);
    store(row + 5u, nextQuad, next5);
    store(row + 6u, nextQuad, next6);
    store(row + 7u, nextQuad, next7);
    store(row + 8u, nextQuad, next8);
    store(row + 9u, nextQuad, next9);
    store(row + 10u, nextQuad, next10);
    store(row + 11u, nextQuad, next11);
    store(row + 12u, nextQuad, next12);
    store(row + 13u, nextQuad, next13);
    store(row + 14u, nextQuad, next14);
    store(row + 15u, nextQuad, next15);
  }
}
