// y = A · x, A as coordinates (COO): y[rows[j]] = Σ values[j] · x[columns[j]] over the elements j, row by row.
//
// Layout: rows, columns and values are one slab of elements, which may begin and end within a row; y is whole.
// clear: one thread sets one element of y to zero, since no thread sees rows without elements.
// One thread: an equal share of neighbouring elements. A row that ends there is added to y; what it has of the last one is the
//   thread's carry.
// fold: one thread adds up FOLD carries that follow one another, row by row; finish: one thread a row adds up the rest. No
//   barrier and no atomic: each row is added to by one thread a dispatch, in an order that is always the same.
// Limited by: twelve bytes an element where CSR has eight, and uncoalesced loads, since neighbouring threads read a share
//   apart; not by long rows, nor by empty ones.
// Source: segmented reduction of COO, Bell and Garland, SC 2009; carries as in merge-based CSR of Merrill and Garland, SC 2016.

struct Params {
  rowCount: u32,
  elementCount: u32,
}

struct Carry {
  row: u32,
  sum: f32,
}

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> carries: array<Carry>;
@group(0) @binding(6) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
override elementsPerThread: u32 = 16u;

const FOLD: u32 = 64u;

fn flatThread(workgroup: vec3u, workgroups: vec3u, thread: u32) -> u32 {
  return (workgroup.y * workgroups.x + workgroup.x) * workgroupSize + thread;
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = flatThread(workgroup, workgroups, local);
  let begin = thread * elementsPerThread;
  if (begin >= params.elementCount) {
    return;
  }
  var row = rows[begin];
  var sum = 0.0;
  for (var j = begin; j < min(begin + elementsPerThread, params.elementCount); j++) {
    let next = rows[j];
    if (next != row) {
      y[row] += sum;
      row = next;
      sum = 0.0;
    }
    sum += values[j] * x[columns[j]];
  }
  carries[thread] = Carry(row, sum);
}

@group(0) @binding(0) var<storage, read_write> clearedY: array<f32>;
@group(0) @binding(1) var<uniform> clearParams: Params;

@compute @workgroup_size(workgroupSize)
fn clear(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let row = flatThread(workgroup, workgroups, local);
  if (row < clearParams.rowCount) {
    clearedY[row] = 0.0;
  }
}

@group(0) @binding(0) var<storage, read> folding: array<Carry>;
@group(0) @binding(1) var<storage, read_write> folded: array<Carry>;
@group(0) @binding(2) var<storage, read_write> foldedY: array<f32>;
@group(0) @binding(3) var<uniform> foldParams: Params;

fn carryCount(elementCount: u32) -> u32 {
  return (elementCount + elementsPerThread - 1u) / elementsPerThread;
}

@compute @workgroup_size(workgroupSize)
fn fold(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = flatThread(workgroup, workgroups, local);
  let count = carryCount(foldParams.elementCount);
  let begin = thread * FOLD;
  if (begin >= count) {
    return;
  }
  var row = folding[begin].row;
  var sum = 0.0;
  for (var k = begin; k < min(begin + FOLD, count); k++) {
    let carry = folding[k];
    if (carry.row != row) {
      foldedY[row] += sum;
      row = carry.row;
      sum = 0.0;
    }
    sum += carry.sum;
  }
  folded[thread] = Carry(row, sum);
}

@group(0) @binding(0) var<storage, read> rest: array<Carry>;
@group(0) @binding(1) var<storage, read_write> finishedY: array<f32>;
@group(0) @binding(2) var<uniform> finishParams: Params;

@compute @workgroup_size(workgroupSize)
fn finish(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = flatThread(workgroup, workgroups, local);
  let count = (carryCount(finishParams.elementCount) + FOLD - 1u) / FOLD;
  if (thread >= count) {
    return;
  }
  let row = rest[thread].row;
  if (thread > 0u && rest[thread - 1u].row == row) {
    return;
  }
  var sum = 0.0;
  for (var k = thread; k < count && rest[k].row == row; k++) {
    sum += rest[k].sum;
  }
  finishedY[row] += sum;
}
