// C = A·B, or C += A·B where params.accumulate is 1; dense f32. Four neighbouring lanes share what they load of A.
//
// Layout: everything in vec4s ("quads"), rows padded with zeros to whole ones. A is row-major, aStride quads a row; this
// dispatch covers a slab of rowCount rows of A and C, and of depth of A's columns from quad firstQuad on. B holds those
// depth rows of the right-hand side, C the slab's rows of the result, both columnQuads quads a row.
//
// A workgroup owns 16 rows of C, a thread one quad of their columns: 64 results in registers, written out one by one. Per
// step of four along K a thread loads its quad of four rows of B, which is its own, and a quad of four of the 16 rows of A.
// Every fourth row is its own, and its three neighbours tell it theirs: 8 loads for 256 multiply-adds.
// Past the last row, quad and depth those are read again: A is padded with zeros there, or nothing is stored.
// Limit: loads from the nearest cache, half a byte a multiply-add, and registers. CPU implementations of WebGPU run four or
// eight lanes at once and pay for every load that is not uniform, equal addresses or not; none waits at a barrier.
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

// Rows of C of a workgroup, as the text below has them, and lanes that share them.
const ROWS: u32 = 16u;
const LANES: u32 = 4u;

fn rowOfA(row: u32) -> u32 {
  return min(row, params.rowCount - 1u) * params.aStride + params.firstQuad;
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
  let quad = tile % params.tilesAcross * WORKGROUP_SIZE + thread;
  let readQuad = min(quad, params.columnQuads - 1u);
  let last = params.depth - 1u;
  let mine = row + thread % LANES;
  let row0 = rowOfA(mine);
  let row4 = rowOfA(mine + 4u);
  let row8 = rowOfA(mine + 8u);
  let row12 = rowOfA(mine + 12u);

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var sum4 = vec4f();
  var sum5 = vec4f();
  var sum6 = vec4f();
  var sum7 = vec4f();
  var sum8 = vec4f();
  var sum9 = vec4f();
  var sum10 = vec4f();
  var sum11 = vec4f();
  var sum12 = vec4f();
  var sum13 = vec4f();
  var sum14 = vec4f();
  var sum15 = vec4f();
  for (var k = 0u; k < params.depth; k += 4u) {
    let rows = mat4x4f(
      b[k * params.columnQuads + readQuad],
      b[min(k + 1u, last) * params.columnQuads + readQuad],
      b[min(k + 2u, last) * params.columnQuads + readQuad],
      b[min(k + 3u, last) * params.columnQuads + readQuad],
    );
    let a0 = a[row0 + k / 4u];
    sum0 = add(sum0, quadBroadcast(a0, 0u), rows);
    sum1 = add(sum1, quadBroadcast(a0, 1u), rows);
    sum2 = add(sum2, quadBroadcast(a0, 2u), rows);
    sum3 = add(sum3, quadBroadcast(a0, 3u), rows);
    let a4 = a[row4 + k / 4u];
    sum4 = add(sum4, quadBroadcast(a4, 0u), rows);
    sum5 = add(sum5, quadBroadcast(a4, 1u), rows);
    sum6 = add(sum6, quadBroadcast(a4, 2u), rows);
    sum7 = add(sum7, quadBroadcast(a4, 3u), rows);
    let a8 = a[row8 + k / 4u];
    sum8 = add(sum8, quadBroadcast(a8, 0u), rows);
    sum9 = add(sum9, quadBroadcast(a8, 1u), rows);
    sum10 = add(sum10, quadBroadcast(a8, 2u), rows);
    sum11 = add(sum11, quadBroadcast(a8, 3u), rows);
    let a12 = a[row12 + k / 4u];
    sum12 = add(sum12, quadBroadcast(a12, 0u), rows);
    sum13 = add(sum13, quadBroadcast(a12, 1u), rows);
    sum14 = add(sum14, quadBroadcast(a12, 2u), rows);
    sum15 = add(sum15, quadBroadcast(a12, 3u), rows);
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
}
