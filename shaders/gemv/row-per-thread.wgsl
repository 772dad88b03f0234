// y = A·x, A dense f32.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them); x is padded alike. This dispatch
// covers a slab of rowCount rows of A and writes y[firstRow …].
//
// One thread owns one row and walks along it; neighbouring threads read neighbouring rows, so each load instruction of a
// subgroup touches as many cache lines as it has lanes, and the cache must hold those lines until the row has moved on.
// Limit: cache lines in flight and the number of rows; the plainest kernel, a lower bound for the others.
//
// A workgroup's rows are one block of dilution (see src/core/dilution.ts): a share of the blocks reads a resident set
// instead of its own rows, by the same instructions. Where fewer rows are resident than a subgroup has lanes, lanes share
// cache lines too: dilution of this kernel then relieves the path of loads as well as memory.
//
// Source: one thread per row, as in every introduction; Williams, Oliker, Vuduc et al. (2007) name it for SpMV.

struct Params {
  rowCount: u32,
  quadsPerRow: u32,
  firstRow: u32,
  blockCount: u32,
  keptQuarters: u32,
  residentRows: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64u;

// How many rows of the slab this block reads from: all, or the resident ones.
fn sourceRows(block: u32) -> u32 {
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  return select(params.residentRows, params.rowCount, kept);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let block = group.y * groups.x + group.x;
  let row = block * WORKGROUP_SIZE + lane;
  if (block >= params.blockCount || row >= params.rowCount) {
    return;
  }
  let begin = row % sourceRows(block) * params.quadsPerRow;
  var sum = vec4f();
  for (var quad = 0u; quad < params.quadsPerRow; quad++) {
    sum = fma(a[begin + quad], x[quad], sum);
  }
  y[params.firstRow + row] = sum.x + sum.y + sum.z + sum.w;
}
