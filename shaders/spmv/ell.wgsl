// y = A · x, A in ELLPACK: y[i] = Σ values[k · rowCount + i] · x[columns[k · rowCount + i]] over k < width.
//
// Layout: columns and values are one slab of whole rows, column by column, each row with as many cells as the longest; y is whole.
//   Cells beyond the end of a row are zero, in the column of its last entry, and are multiplied all the same: where that
//   element of x is infinite (x[0] of a row without entries), its row is NaN.
// One thread: one row, four loads in flight; neighbouring threads read neighbouring words, and all are done at the same time.
// Limited by: memory where rows are alike, by the padding where not; gathers of x where columns lie apart.
// Dilution: blocks of 2^blockShift strips of 32 rows read those of a resident block instead of their own, by the rule in
//   sourceRow: of fewer rows than a strip has, a column of cells would not fill the lines that are read.
// Source: ELL of Bell and Garland, SC 2009.

struct Params {
  stripCount: u32,
  firstStrip: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
  rowCount: u32,
  width: u32,
}

@group(0) @binding(0) var<storage, read> columns: array<u32>;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> params: Params;

override workgroupSize: u32 = 64u;

const STRIP_ROWS: u32 = 32u;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn product(cell: u32) -> f32 {
  return values[cell] * x[columns[cell]];
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = (workgroup.y * workgroups.x + workgroup.x) * workgroupSize + thread;
  if (row >= params.rowCount) {
    return;
  }
  let step = params.rowCount;
  var cell = STRIP_ROWS * sourceRow(row / STRIP_ROWS) + row % STRIP_ROWS;
  var sums = vec4f();
  var left = params.width;
  for (; left >= 4u; left -= 4u) {
    sums += vec4f(product(cell), product(cell + step), product(cell + 2u * step), product(cell + 3u * step));
    cell += 4u * step;
  }
  for (; left > 0u; left--) {
    sums.x += product(cell);
    cell += step;
  }
  y[STRIP_ROWS * params.firstStrip + row] = (sums.x + sums.y) + (sums.z + sums.w);
}
