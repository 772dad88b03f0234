// y = A · x, A in compressed sparse rows: y[i] = Σ values[j] · x[columns[j]], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
// One thread: one row, from its first element to its last.
// Limited by: uncoalesced loads, since neighbouring threads read a row's length apart, and by the longest row of a subgroup.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: CSR (scalar) of Bell and Garland, SC 2009.

struct Params {
  rowCount: u32,
  firstRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
}

@group(0) @binding(0) var<storage, read> rowPointers: array<u32>;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 64u;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
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
  let source = sourceRow(row);
  let end = rowPointers[source + 1u];
  var sum = 0.0;
  for (var j = rowPointers[source]; j < end; j++) {
    sum += values[j] * x[columns[j]];
  }
  y[params.firstRow + row] = sum;
}
