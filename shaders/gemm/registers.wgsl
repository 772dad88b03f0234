// C = A·B, or C += A·B where params.accumulate is 1; dense f32. Nothing is staged and no thread waits for another.
//
// Layout: everything in vec4s ("quads"), rows padded with zeros to whole ones. A is row-major, aStride quads a row; this
// dispatch covers a slab of rowCount rows of A and C, and of depth of A's columns from quad firstQuad on. B holds those
// depth rows of the right-hand side, C the slab's rows of the result, both columnQuads quads a row.
//
// A thread owns 8 rows × 2 quads of C in registers, written out one by one: CPU implementations keep arrays that loops
// index in memory. Per step of four along K it loads a quad of each of its rows of A and two quads of four rows of B, 16
// loads for 256 multiply-adds. A workgroup of ACROSS × DOWN threads shares them through the cache only.
// Past the last row, quad and depth those are read again: A is padded with zeros there, or nothing is stored.
// Limit: loads from the nearest cache, 1 B a multiply-add, and registers; without barriers, which CPU implementations of
// WebGPU pay for most. Modelled traffic: A once for every tile column, B once for every tile row, C once.
//
// Source: register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008), without their
// shared memory.

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

// Threads of a workgroup.
override ACROSS: u32 = 8u;
override DOWN: u32 = 8u;

// What one thread owns, as the text below has it.
const ROWS: u32 = 8u;
const QUADS: u32 = 2u;

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

@compute @workgroup_size(ACROSS, DOWN)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let tile = group.y * groups.x + group.x;
  let row = (tile / params.tilesAcross * DOWN + local.y) * ROWS;
  let quad = (tile % params.tilesAcross * ACROSS + local.x) * QUADS;
  if (row >= params.rowCount || quad >= params.columnQuads) {
    return;
  }
  let lastQuad = params.columnQuads - 1u;
  let row0 = rowOfA(row);
  let row1 = rowOfA(row + 1u);
  let row2 = rowOfA(row + 2u);
  let row3 = rowOfA(row + 3u);
  let row4 = rowOfA(row + 4u);
  let row5 = rowOfA(row + 5u);
  let row6 = rowOfA(row + 6u);
  let row7 = rowOfA(row + 7u);

  var left0 = vec4f();
  var right0 = vec4f();
  var left1 = vec4f();
  var right1 = vec4f();
  var left2 = vec4f();
  var right2 = vec4f();
  var left3 = vec4f();
  var right3 = vec4f();
  var left4 = vec4f();
  var right4 = vec4f();
  var left5 = vec4f();
  var right5 = vec4f();
  var left6 = vec4f();
  var right6 = vec4f();
  var left7 = vec4f();
  var right7 = vec4f();
  for (var k = 0u; k < params.depth; k += 4u) {
    let left = fourOfB(k, quad);
    let right = fourOfB(k, min(quad + 1u, lastQuad));
    let a0 = a[row0 + k / 4u];
    left0 = add(left0, a0, left);
    right0 = add(right0, a0, right);
    let a1 = a[row1 + k / 4u];
    left1 = add(left1, a1, left);
    right1 = add(right1, a1, right);
    let a2 = a[row2 + k / 4u];
    left2 = add(left2, a2, left);
    right2 = add(right2, a2, right);
    let a3 = a[row3 + k / 4u];
    left3 = add(left3, a3, left);
    right3 = add(right3, a3, right);
    let a4 = a[row4 + k / 4u];
    left4 = add(left4, a4, left);
    right4 = add(right4, a4, right);
    let a5 = a[row5 + k / 4u];
    left5 = add(left5, a5, left);
    right5 = add(right5, a5, right);
    let a6 = a[row6 + k / 4u];
    left6 = add(left6, a6, left);
    right6 = add(right6, a6, right);
    let a7 = a[row7 + k / 4u];
    left7 = add(left7, a7, left);
    right7 = add(right7, a7, right);
  }

  store(row, quad, left0);
  store(row, quad + 1u, right0);
  store(row + 1u, quad, left1);
  store(row + 1u, quad + 1u, right1);
  store(row + 2u, quad, left2);
  store(row + 2u, quad + 1u, right2);
  store(row + 3u, quad, left3);
  store(row + 3u, quad + 1u, right3);
  store(row + 4u, quad, left4);
  store(row + 4u, quad + 1u, right4);
  store(row + 5u, quad, left5);
  store(row + 5u, quad + 1u, right5);
  store(row + 6u, quad, left6);
  store(row + 6u, quad + 1u, right6);
  store(row + 7u, quad, left7);
  store(row + 7u, quad + 1u, right7);
}
