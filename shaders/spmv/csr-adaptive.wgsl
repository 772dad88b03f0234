// y = A · x, A in compressed sparse rows: y[i] = Σ values[j] · x[columns[j]], rowPointers[i] ≤ j < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element); y is whole.
//   blockStarts are the first rows of blocks of consecutive rows: as many as have productsPerBlock elements together and a
//   thread each, or one longer row.
// One workgroup: one block. Its threads read neighbouring elements whatever row they belong to, and keep the products in
//   workgroup memory; after a barrier one thread a row adds up its own. A row too long for that is added up by all threads,
//   in a tree.
// Limited by: memory where rows are short, whatever their lengths; gathers of x; one workgroup's loads where one row is long.
// Source: CSR-adaptive of Greathouse and Daga, SC 2014, without their rows that several workgroups share.

struct Params {
  firstRow: u32,
  blockCount: u32,
}

@group(0) @binding(0) var<storage, read> rowPointers: array<u32>;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> blockStarts: array<u32>;
@group(0) @binding(4) var<storage, read> x: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;
@group(0) @binding(6) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override productsPerThread: u32 = 8u;
override productsPerBlock: u32 = workgroupSize * productsPerThread;

var<workgroup> products: array<f32, productsPerBlock>;

fn sumOfRow(row: u32, begin: u32) -> f32 {
  var sum = 0.0;
  for (var k = rowPointers[row] - begin; k < rowPointers[row + 1u] - begin; k++) {
    sum += products[k];
  }
  return sum;
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let block = workgroup.y * workgroups.x + workgroup.x;
  if (block >= params.blockCount) {
    return;
  }
  let firstRow = blockStarts[block];
  let endRow = blockStarts[block + 1u];
  let begin = rowPointers[firstRow];
  let end = rowPointers[endRow];
  if (end - begin <= productsPerBlock) {
    for (var j = begin + thread; j < end; j += workgroupSize) {
      products[j - begin] = values[j] * x[columns[j]];
    }
    workgroupBarrier();
    let row = firstRow + thread;
    if (row < endRow) {
      y[params.firstRow + row] = sumOfRow(row, begin);
    }
    return;
  }
  var sum = 0.0;
  for (var j = begin + thread; j < end; j += workgroupSize) {
    sum += values[j] * x[columns[j]];
  }
  products[thread] = sum;
  for (var half = workgroupSize / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) {
      products[thread] += products[thread + half];
    }
  }
  if (thread == 0u) {
    y[params.firstRow + firstRow] = products[0];
  }
}
