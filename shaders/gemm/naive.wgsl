// C = A·B, or C += A·B where params.accumulate is 1; dense f32.
//
// Layout: A is row-major, rows padded to aStride floats; this dispatch covers a slab of rowCount rows of A and C, and of
// depth of A's columns from firstK on. B holds those depth rows of the right-hand side, row-major, columnCount wide.
// C is row-major, columnCount wide.
//
// One thread owns one element of C and walks along a row of A and a column of B; a workgroup owns a tile of them, whose
// threads share loads through the cache only. Limit: load instructions, two for every multiply-add.
// Modelled traffic: A once for every tile column, B once for every tile row, C once.
//
// Source: the textbook triple loop with the two outer loops made parallel.

struct Params {
  rowCount: u32,
  columnCount: u32,
  depth: u32,
  firstK: u32,
  aStride: u32,
  tilesAcross: u32,
  accumulate: u32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

// Threads and elements of C along both sides of a tile.
override TILE_SIDE: u32 = 16u;

@compute @workgroup_size(TILE_SIDE, TILE_SIDE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let tile = group.y * groups.x + group.x;
  let row = tile / params.tilesAcross * TILE_SIDE + local.y;
  let column = tile % params.tilesAcross * TILE_SIDE + local.x;
  if (row >= params.rowCount || column >= params.columnCount) {
    return;
  }
  let begin = row * params.aStride + params.firstK;
  let place = row * params.columnCount + column;
  var sum = 0.0;
  if (params.accumulate == 1u) {
    sum = c[place];
  }
  for (var k = 0u; k < params.depth; k++) {
    sum = fma(a[begin + k], b[k * params.columnCount + column], sum);
  }
  c[place] = sum;
}
