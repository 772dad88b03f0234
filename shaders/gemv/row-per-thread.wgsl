// y = A·x, A dense f32.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them); x is padded alike. This dispatch
// covers a slab of rowCount rows of A and writes y[firstRow …].
//
// One thread owns ROWS rows and walks along them together, one load of x serving all; neighbouring threads read
// neighbouring rows, so each load instruction of a subgroup touches as many cache lines as it has lanes, and the cache
// must hold those lines until the row has moved on. The rows are written out one by one: CPU implementations, which like
// this kernel best, keep arrays that loops index in memory.
// Limit: cache lines in flight and the number of rows; the plainest kernel, a lower bound for the others on GPUs.
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
  residentMask: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64u;
// 1, 2, 4 or 8.
const ROWS: u32 = 1u;

// How many rows of the slab this block reads from, all or the resident ones, and what of a row: all ones, or the mask that
// keeps to the part of it that is resident.
struct Source { rows: u32, mask: u32 }
fn sourceOf(block: u32) -> Source {
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  return Source(
    select(params.residentRows, params.rowCount, kept),
    select(params.residentMask, 0xffffffffu, kept),
  );
}

fn store(row: u32, sum: vec4f) {
  if (row < params.rowCount) {
    y[params.firstRow + row] = sum.x + sum.y + sum.z + sum.w;
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let block = group.y * groups.x + group.x;
  let row = (block * WORKGROUP_SIZE + lane) * ROWS;
  if (block >= params.blockCount || row >= params.rowCount) {
    return;
  }
  // Past the end the rows begin again, so that all threads run the same code; what belongs to no row is not stored.
  let origin = sourceOf(block);
  let rows = origin.rows;
  let begin0 = row % rows * params.quadsPerRow;
  let begin1 = (row + 1u) % rows * params.quadsPerRow;
  let begin2 = (row + 2u) % rows * params.quadsPerRow;
  let begin3 = (row + 3u) % rows * params.quadsPerRow;
  let begin4 = (row + 4u) % rows * params.quadsPerRow;
  let begin5 = (row + 5u) % rows * params.quadsPerRow;
  let begin6 = (row + 6u) % rows * params.quadsPerRow;
  let begin7 = (row + 7u) % rows * params.quadsPerRow;

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var sum4 = vec4f();
  var sum5 = vec4f();
  var sum6 = vec4f();
  var sum7 = vec4f();
  for (var quad = 0u; quad < params.quadsPerRow; quad++) {
    let xs = x[quad];
    let at = quad & origin.mask;
    sum0 = fma(a[begin0 + at], xs, sum0);
    if (ROWS > 1u) {
      sum1 = fma(a[begin1 + at], xs, sum1);
    }
    if (ROWS > 2u) {
      sum2 = fma(a[begin2 + at], xs, sum2);
      sum3 = fma(a[begin3 + at], xs, sum3);
    }
    if (ROWS > 4u) {
      sum4 = fma(a[begin4 + at], xs, sum4);
      sum5 = fma(a[begin5 + at], xs, sum5);
      sum6 = fma(a[begin6 + at], xs, sum6);
      sum7 = fma(a[begin7 + at], xs, sum7);
    }
  }

  store(row, sum0);
  if (ROWS > 1u) {
    store(row + 1u, sum1);
  }
  if (ROWS > 2u) {
    store(row + 2u, sum2);
    store(row + 3u, sum3);
  }
  if (ROWS > 4u) {
    store(row + 4u, sum4);
    store(row + 5u, sum5);
    store(row + 6u, sum6);
    store(row + 7u, sum7);
  }
}
