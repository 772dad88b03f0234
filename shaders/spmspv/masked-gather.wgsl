// y = A · x, A in compressed sparse rows, x with zeros: y[i] = Σ values[j] · x[columns[j]] over the j of row i whose x is not zero.
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
// One thread: one lane of lanesPerRow (a power of two) that share a row; it takes every lanesPerRow-th element, and loads its
//   value only where it is needed. Where a row has more than one lane, one barrier, and the first lane adds up what the others
//   found. An infinite value beside a zero of x is left out, where a dense x would make it NaN.
// Limited by: memory, for all columns are read however few inputs are active, and a sector of values for one that is.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: masked pull of GraphBLAST (Yang, Buluç and Owens, TOMS 2022).

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

override workgroupSize: u32 = 128u;
override lanesPerRow: u32 = 8u;
override rowsPerWorkgroup: u32 = workgroupSize / lanesPerRow;

var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let end = rowPointers[row + 1u];
  var sum = 0.0;
  for (var j = rowPointers[row] + lane; j < end; j += lanesPerRow) {
    let input = x[columns[j]];
    if (input != 0.0) {
      sum += values[j] * input;
    }
  }
  return sum;
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let lane = thread % lanesPerRow;
  let row = (workgroup.y * workgroups.x + workgroup.x) * rowsPerWorkgroup + thread / lanesPerRow;
  var sum = 0.0;
  if (row < params.rowCount) {
    sum = sumOfLane(sourceRow(row), lane);
  }
  if (lanesPerRow > 1u) {
    partials[thread] = sum;
    workgroupBarrier();
    for (var k = 1u; lane == 0u && k < lanesPerRow; k++) {
      sum += partials[thread + k];
    }
  }
  if (lane == 0u && row < params.rowCount) {
    y[params.firstRow + row] = sum;
  }
}
