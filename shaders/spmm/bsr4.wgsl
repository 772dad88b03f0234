// C = A · B, A in 4 × 4 blocks (BSR): C[4R + r][j] = Σ over the blocks b of block row R of Σ_k values[b][r][k] · B[4 · blockColumns[b] + k][j].
//
// Layout: blockPointers, blockColumns and values are one slab of whole block rows (pointers count from the slab's first block); a
//   block is four vec4s, one a row. B and C are row-major and hold one slab of columns, padded to whole vec4s ("quads",
//   quadCount a row); C has all rows. Cells of a block that are no nonzeros are zero, and are multiplied all the same: an
//   infinite element of B makes all rows of its block NaN.
// A workgroup owns blockRowsPerWorkgroup block rows times a tile of columnThreads quads; workgroups of one tile follow each
//   other, so that its part of B stays in a cache. One thread: a quad of all four rows, whose sums stay in registers; and every
//   lanesPerRow-th block of its block row. Where there is more than one lane, one barrier, and the first adds up the others'.
// Limited by: memory, for A, while columns are few; then by loads of B from caches, four vec4s for 64 multiply-adds; by what
//   its blocks hold of zeros.
// Source: BSR of Saad, SPARSKIT (1990), with register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear
//   algebra (2008).

struct Params {
  blockRowCount: u32,
  firstBlockRow: u32,
  quadCount: u32,
  // Workgroups that share a tile of columns, and tiles.
  rowGroupCount: u32,
  tileCount: u32,
  rowCount: u32,
  columnCount: u32,
}

@group(0) @binding(0) var<storage, read> blockPointers: array<u32>;
@group(0) @binding(1) var<storage, read> blockColumns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<vec4f>;
@group(0) @binding(3) var<storage, read> b: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> c: array<vec4f>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
override columnThreads: u32 = 16u;
override lanesPerRow: u32 = 1u;
override threadsPerRow: u32 = columnThreads * lanesPerRow;
override blockRowsPerWorkgroup: u32 = workgroupSize / threadsPerRow;

var<workgroup> partials: array<mat4x4f, workgroupSize>;

// Past the last column of A a block's cells are zero: any finite row of B will do.
fn rowOfB(row: u32, quad: u32) -> vec4f {
  return b[min(row, params.columnCount - 1u) * params.quadCount + quad];
}

// A row of C a column: the products of rows of a block, its columns here, and four rows of B.
fn sumOfLane(blockRow: u32, lane: u32, quad: u32) -> mat4x4f {
  let end = blockPointers[blockRow + 1u];
  var sums = mat4x4f();
  for (var block = blockPointers[blockRow] + lane; block < end; block += lanesPerRow) {
    let first = 4u * blockColumns[block];
    let rows = mat4x4f(rowOfB(first, quad), rowOfB(first + 1u, quad), rowOfB(first + 2u, quad), rowOfB(first + 3u, quad));
    let cells = mat4x4f(values[4u * block], values[4u * block + 1u], values[4u * block + 2u], values[4u * block + 3u]);
    sums += rows * cells;
  }
  return sums;
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let tile = group / params.rowGroupCount;
  let blockRow = group % params.rowGroupCount * blockRowsPerWorkgroup + thread / threadsPerRow;
  let lane = thread / columnThreads % lanesPerRow;
  let quad = tile * columnThreads + thread % columnThreads;
  let owns = tile < params.tileCount && blockRow < params.blockRowCount && quad < params.quadCount;
  var sums = mat4x4f();
  if (owns) {
    sums = sumOfLane(blockRow, lane, quad);
  }
  if (lanesPerRow > 1u) {
    partials[thread] = sums;
    workgroupBarrier();
    for (var k = 1u; lane == 0u && k < lanesPerRow; k++) {
      sums += partials[thread + k * columnThreads];
    }
  }
  if (owns && lane == 0u) {
    for (var r = 0u; r < 4u; r++) {
      let row = 4u * blockRow + r;
      if (row < params.rowCount) {
        c[(4u * params.firstBlockRow + row) * params.quadCount + quad] = sums[r];
      }
    }
  }
}
