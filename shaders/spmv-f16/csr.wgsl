// y = A · x, A in compressed sparse rows of f16: y[i] = Σ value(j) · x[column(j)], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers and entries are one slab of whole rows (pointers count from the slab's first entry); y is whole. An entry is
//   a word: column in the low half, f16 value in the high one; products and sums are f32.
// One thread: one lane of lanesPerRow (a power of two) that share a row; it takes every lanesPerRow-th entry, four loads in
//   flight. Where a row has more than one lane, one barrier, and the first lane adds up what the others found.
// Limited by: memory where rows are long and columns close together, at half the bytes of f32; else by gathers of x.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: CSR (vector) of Bell and Garland, SC 2009.

struct Params {
  rowCount: u32,
  firstRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
}

@group(0) @binding(0) var<storage, read> rowPointers: array<u32>;
@group(0) @binding(1) var<storage, read> entries: array<u32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> params: Params;

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

fn product(j: u32) -> f32 {
  let entry = entries[j];
  return unpack2x16float(entry).y * x[entry & 0xffffu];
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let end = rowPointers[row + 1u];
  var j = rowPointers[row] + lane;
  var sums = vec4f();
  for (; j + 3u * lanesPerRow < end; j += 4u * lanesPerRow) {
    sums += vec4f(product(j), product(j + lanesPerRow), product(j + 2u * lanesPerRow), product(j + 3u * lanesPerRow));
  }
  for (; j < end; j += lanesPerRow) {
    sums.x += product(j);
  }
  return (sums.x + sums.y) + (sums.z + sums.w);
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
