// y = A · x, A in compressed sparse rows: y[i] = Σ values[j] · x[columns[j]], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
// One thread: one lane of a slice of lanesPerRow (a power of two) that shares a row; it takes every lanesPerRow-th element, four of them
//   in flight. Past the end of the row a lane loads the last element again and leaves it out of the sum, which is cheaper than
//   waiting for a tail of single loads. One barrier; then one thread a row adds up the slice.
// Limited by: memory where rows are long and columns close together; gathers of x where they are not.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: CSR (vector) of Bell and Garland, SC 2009, with slices of lanes as in Kokkos Kernels.

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
override lanesPerRow: u32 = 32u;
override rowsPerWorkgroup: u32 = workgroupSize / lanesPerRow;

// Lane by lane, so that the threads that add up rows read neighbouring words.
var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let begin = rowPointers[row];
  let end = rowPointers[row + 1u];
  var sums = vec4f(0.0);
  for (var j = begin + lane; j < end; j += 4u * lanesPerRow) {
    let wanted = vec4u(j) + vec4u(0u, 1u, 2u, 3u) * lanesPerRow;
    let at = min(wanted, vec4u(end - 1u));
    let products =
      vec4f(values[at.x], values[at.y], values[at.z], values[at.w]) *
      vec4f(x[columns[at.x]], x[columns[at.y]], x[columns[at.z]], x[columns[at.w]]);
    sums += select(vec4f(0.0), products, wanted < vec4u(end));
  }
  return (sums.x + sums.y) + (sums.z + sums.w);
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let firstRow = (workgroup.y * workgroups.x + workgroup.x) * rowsPerWorkgroup;
  let lane = thread % lanesPerRow;
  let row = thread / lanesPerRow;
  var sum = 0.0;
  if (firstRow + row < params.rowCount) {
    sum = sumOfLane(sourceRow(firstRow + row), lane);
  }
  partials[lane * rowsPerWorkgroup + row] = sum;
  workgroupBarrier();
  if (thread < rowsPerWorkgroup && firstRow + thread < params.rowCount) {
    var total = 0.0;
    for (var k = 0u; k < lanesPerRow; k++) {
      total += partials[k * rowsPerWorkgroup + thread];
    }
    y[params.firstRow + firstRow + thread] = total;
  }
}
