// y = A · x, A in compressed sparse rows: y[i] = Σ values[j] · x[columns[j]], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
// One thread: an equal share of the merge of row ends with elements, whatever the rows are like: it finds by bisection where
//   its share begins, and walks it. A row that ends there is written; what is left of a cut row is the thread's carry.
// fold: one thread adds up FOLD carries that follow one another, row by row; finish: one thread a row adds up the rest. No
//   barrier and no atomic: each row is added to by one thread a dispatch, in an order that is always the same.
// Limited by: uncoalesced loads, since neighbouring threads read a share apart; not by long rows, nor by empty ones.
// Source: merge-based CSR of Merrill and Garland, SC 2016.

struct Params {
  rowCount: u32,
  nnz: u32,
  firstRow: u32,
}

struct Carry {
  row: u32,
  sum: f32,
}

@group(0) @binding(0) var<storage, read> rowPointers: array<u32>;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> carries: array<Carry>;
@group(0) @binding(6) var<uniform> params: Params;

override workgroupSize: u32 = 64u;
override itemsPerThread: u32 = 16u;

const FOLD: u32 = 64u;

fn flatThread(workgroup: vec3u, workgroups: vec3u, thread: u32) -> u32 {
  return (workgroup.y * workgroups.x + workgroup.x) * workgroupSize + thread;
}

// Row ends among the first `diagonal` items of the merge.
fn rowsBefore(diagonal: u32) -> u32 {
  var low = diagonal - min(diagonal, params.nnz);
  var high = min(diagonal, params.rowCount);
  while (low < high) {
    let middle = (low + high) / 2u;
    if (rowPointers[middle + 1u] <= diagonal - middle - 1u) {
      low = middle + 1u;
    } else {
      high = middle;
    }
  }
  return low;
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = flatThread(workgroup, workgroups, local);
  let total = params.rowCount + params.nnz;
  let begin = thread * itemsPerThread;
  if (begin >= total) {
    return;
  }
  var row = rowsBefore(begin);
  var j = begin - row;
  var end = rowPointers[row + 1u];
  var sum = 0.0;
  for (var left = min(itemsPerThread, total - begin); left > 0u; left--) {
    if (j < end) {
      sum += values[j] * x[columns[j]];
      j++;
    } else {
      y[params.firstRow + row] = sum;
      sum = 0.0;
      row++;
      end = rowPointers[min(row + 1u, params.rowCount)];
    }
  }
  carries[thread] = Carry(row, sum);
}

@group(0) @binding(0) var<storage, read> folding: array<Carry>;
@group(0) @binding(1) var<storage, read_write> folded: array<Carry>;
@group(0) @binding(2) var<storage, read_write> foldedY: array<f32>;
@group(0) @binding(3) var<uniform> foldParams: Params;

fn carryCount(rowCount: u32, nnz: u32) -> u32 {
  return (rowCount + nnz + itemsPerThread - 1u) / itemsPerThread;
}

@compute @workgroup_size(workgroupSize)
fn fold(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = flatThread(workgroup, workgroups, local);
  let count = carryCount(foldParams.rowCount, foldParams.nnz);
  let begin = thread * FOLD;
  if (begin >= count) {
    return;
  }
  var row = folding[begin].row;
  var sum = 0.0;
  for (var k = begin; k < min(begin + FOLD, count); k++) {
    let carry = folding[k];
    if (carry.row != row) {
      foldedY[foldParams.firstRow + row] += sum;
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
  let count = (carryCount(finishParams.rowCount, finishParams.nnz) + FOLD - 1u) / FOLD;
  if (thread >= count) {
    return;
  }
  let row = rest[thread].row;
  // The last share ends behind the last row, and has nothing left.
  if (row >= finishParams.rowCount || (thread > 0u && rest[thread - 1u].row == row)) {
    return;
  }
  var sum = 0.0;
  for (var k = thread; k < count && rest[k].row == row; k++) {
    sum += rest[k].sum;
  }
  finishedY[finishParams.firstRow + row] += sum;
}
