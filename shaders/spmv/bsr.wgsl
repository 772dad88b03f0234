// y = A · x, A in blocks of SIDE × SIDE (BSR): y[S·R + r] = Σ over the blocks b of block row R of Σ_c values[b][r][c] · x[S·blockColumns[b] + c].
//
// Layout: blockPointers, blockColumns and values are one slab of whole block rows (pointers count from the slab's first block); a
//   row of a block is SIDE / 4 vec4s; y is whole. Cells of a block that are no nonzeros are zero, and are multiplied all the same:
//   an infinite element of x makes all rows of its block NaN.
// One thread: one of the lanes that share a block, each every quadsAtOnce-th vec4 of a row of it; blocksAtOnce neighbouring
//   blocks of a block row are in work, so that neighbouring threads read neighbouring vec4s. Where a row of a block row has
//   more than one lane, one barrier, and the first one adds up what the others found.
// Limited by: memory, since four values share a load and SIDE² an index; by what its blocks hold of zeros.
// Dilution: blocks of 2^blockShift block rows read those of a resident block instead of their own, by the rule in sourceRow.
// Source: BSR of Saad, SPARSKIT (1990), with a slice of lanes a block row as cuSPARSE's bsrmv.

struct Params {
  blockRowCount: u32,
  firstBlockRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
  rowCount: u32,
  columnCount: u32,
}

@group(0) @binding(0) var<storage, read> blockPointers: array<u32>;
@group(0) @binding(1) var<storage, read> blockColumns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<vec4f>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

// Rewritten for each side that a kernel has.
const SIDE: u32 = 4u;
const QUADS: u32 = SIDE / 4u;

override workgroupSize: u32 = 128u;
override blocksAtOnce: u32 = 8u;
override quadsAtOnce: u32 = 1u;
override lanesPerBlock: u32 = SIDE * quadsAtOnce;
override lanesPerBlockRow: u32 = lanesPerBlock * blocksAtOnce;
override blockRowsPerWorkgroup: u32 = workgroupSize / lanesPerBlockRow;

var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

// Past the last column a block's cells are zero: any finite element will do.
fn fourOfX(first: u32) -> vec4f {
  let at = min(vec4u(first) + vec4u(0u, 1u, 2u, 3u), vec4u(params.columnCount - 1u));
  return vec4f(x[at.x], x[at.y], x[at.z], x[at.w]);
}

fn sumOfLane(blockRow: u32, row: u32, firstQuad: u32, lane: u32) -> f32 {
  let end = blockPointers[blockRow + 1u];
  var sums = vec4f();
  for (var block = blockPointers[blockRow] + lane; block < end; block += blocksAtOnce) {
    let rowOfBlock = (SIDE * block + row) * QUADS;
    let column = SIDE * blockColumns[block];
    for (var quad = firstQuad; quad < QUADS; quad += quadsAtOnce) {
      sums += values[rowOfBlock + quad] * fourOfX(column + 4u * quad);
    }
  }
  return (sums.x + sums.y) + (sums.z + sums.w);
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let quad = thread % quadsAtOnce;
  let row = (thread / quadsAtOnce) % SIDE;
  let lane = (thread / lanesPerBlock) % blocksAtOnce;
  let blockRow = (workgroup.y * workgroups.x + workgroup.x) * blockRowsPerWorkgroup + thread / lanesPerBlockRow;
  let isFirst = quad == 0u && lane == 0u;
  var sum = 0.0;
  if (blockRow < params.blockRowCount) {
    sum = sumOfLane(sourceRow(blockRow), row, quad, lane);
  }
  if (blocksAtOnce * quadsAtOnce > 1u) {
    partials[thread] = sum;
    workgroupBarrier();
    for (var k = 1u; isFirst && k < blocksAtOnce * quadsAtOnce; k++) {
      sum += partials[thread + k % quadsAtOnce + lanesPerBlock * (k / quadsAtOnce)];
    }
  }
  let place = SIDE * blockRow + row;
  if (isFirst && blockRow < params.blockRowCount && place < params.rowCount) {
    y[SIDE * params.firstBlockRow + place] = sum;
  }
}
