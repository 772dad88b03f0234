// y = A · x, A in compressed sparse columns, x a list of its active elements: y[rows[j]] += values[j] · x for the j of their columns.
//
// Layout: columnPointers, rows and values are one slab of whole columns (pointers count from the slab's first element), inputs the
//   whole list, ascending by column; y is whole. Each part has all of y for itself in partials.
// main: one workgroup a part, an equal share of the slab's active columns, one column after another. The entries of a column
//   lie in different rows, so its threads add without meeting; a barrier parts the columns.
// reduce: one thread a row adds up what the parts have found, in their order. No atomic: the result is always the same.
// Limited by: barriers where columns are short; scattered adds; writing and reading the partials where few inputs are active.
// Source: two-phase scatter with private results, as in GraphBLAST's push (Yang, Buluç and Owens, TOMS 2022), without atomics.

struct Params {
  rowCount: u32,
  partCount: u32,
  firstInput: u32,
  inputEnd: u32,
  firstColumn: u32,
  // 1 for the slab that finds the partials as they were left.
  isFirst: u32,
}

struct Input {
  column: u32,
  value: f32,
}

@group(0) @binding(0) var<storage, read> columnPointers: array<u32>;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> inputs: array<Input>;
@group(0) @binding(4) var<storage, read_write> partials: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override reduceSize: u32 = 64u;

@compute @workgroup_size(workgroupSize)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let part = workgroup.x;
  let offset = part * params.rowCount;
  if (params.isFirst == 1u) {
    for (var row = thread; row < params.rowCount; row += workgroupSize) {
      partials[offset + row] = 0.0;
    }
    if (workgroupSize > 1u) {
      storageBarrier();
    }
  }
  let count = params.inputEnd - params.firstInput;
  let perPart = (count + params.partCount - 1u) / params.partCount;
  let begin = min(count, part * perPart);
  let end = min(count, begin + perPart);
  for (var k = begin; k < end; k++) {
    let input = inputs[params.firstInput + k];
    let column = input.column - params.firstColumn;
    let columnEnd = columnPointers[column + 1u];
    for (var j = columnPointers[column] + thread; j < columnEnd; j += workgroupSize) {
      partials[offset + rows[j]] += values[j] * input.value;
    }
    if (workgroupSize > 1u) {
      storageBarrier();
    }
  }
}

@group(0) @binding(0) var<storage, read> found: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> reduceParams: Params;

@compute @workgroup_size(reduceSize)
fn reduce(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = (workgroup.y * workgroups.x + workgroup.x) * reduceSize + thread;
  if (row >= reduceParams.rowCount) {
    return;
  }
  var sum = 0.0;
  for (var part = 0u; part < reduceParams.partCount; part++) {
    sum += found[part * reduceParams.rowCount + row];
  }
  y[row] = sum;
}
