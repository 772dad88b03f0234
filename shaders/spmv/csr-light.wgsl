// y = A · x, A in compressed sparse rows: y[i] = Σ values[j] · x[columns[j]], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
//   next counts the rows of the slab that were taken.
// clear: sets it to 0 before every slab.
// One thread: takes rowsAtOnce rows from the counter, walks them one after the other, and comes back for more: whoever had
//   short rows takes more of them. Each row is added up by one thread, so the result is always the same. No barrier.
// Limited by: uncoalesced loads, as where each thread has one row; by atomics where rows are short.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: rows handed out by an atomic counter, as in LightSpMV (Liu and Schmidt, ASAP 2015).

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
@group(0) @binding(6) var<storage, read_write> next: atomic<u32>;

override workgroupSize: u32 = 64u;
override rowsAtOnce: u32 = 4u;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn sumOfRow(row: u32) -> f32 {
  let end = rowPointers[row + 1u];
  var sum = 0.0;
  for (var j = rowPointers[row]; j < end; j++) {
    sum += values[j] * x[columns[j]];
  }
  return sum;
}

@compute @workgroup_size(workgroupSize)
fn main() {
  for (var first = atomicAdd(&next, rowsAtOnce); first < params.rowCount; first = atomicAdd(&next, rowsAtOnce)) {
    let end = min(first + rowsAtOnce, params.rowCount);
    for (var row = first; row < end; row++) {
      y[params.firstRow + row] = sumOfRow(sourceRow(row));
    }
  }
}

@group(0) @binding(0) var<storage, read_write> cleared: atomic<u32>;

@compute @workgroup_size(1)
fn clear() {
  atomicStore(&cleared, 0u);
}
