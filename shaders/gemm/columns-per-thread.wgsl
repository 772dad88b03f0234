// C = A·B for few columns of B, dense f32, without workgroup memory: no thread waits for another.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them). B comes as its columns, one after
// the other and padded alike, as a batch of vectors does. C is row-major, cStride wide. This dispatch covers a slab of
// rowCount rows of A and C, and columnCount columns of B and C from firstColumn of C on.
//
// A thread owns 8 rows and up to COLUMNS columns. It walks along its rows together: each vec4 of A that it loads meets the
// vec4s of its columns, and each of those serves eight rows. Neighbouring threads have neighbouring rows. The sums are
// written out one by one: CPU implementations keep arrays that loops index in memory.
// Past the last row and column those are read again, so that all threads run the same code; they are not stored.
// Limit: multiply-adds and loads on CPUs; on GPUs rows are too few to fill one, and loads of neighbouring threads lie
// eight rows apart. Modelled traffic: A once, B once for every eight rows (from cache), C once.
//
// Source: gemv/row-per-thread for several vectors; register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense
// linear algebra (2008).

struct Params {
  rowCount: u32,
  quadsPerRow: u32,
  blockCount: u32,
  columnCount: u32,
  firstColumn: u32,
  cStride: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 8u;
// 1 to 4.
const COLUMNS: u32 = 4u;
// As the text below has it.
const ROWS: u32 = 8u;

struct EightRows {
  r0: vec4f,
  r1: vec4f,
  r2: vec4f,
  r3: vec4f,
  r4: vec4f,
  r5: vec4f,
  r6: vec4f,
  r7: vec4f,
}

fn columnBegin(column: u32) -> u32 {
  return min(column, params.columnCount - 1u) * params.quadsPerRow;
}

fn rowBegin(row: u32) -> u32 {
  return min(row, params.rowCount - 1u) * params.quadsPerRow;
}

fn add(sum: EightRows, rows: EightRows, xs: vec4f) -> EightRows {
  return EightRows(
    fma(rows.r0, xs, sum.r0),
    fma(rows.r1, xs, sum.r1),
    fma(rows.r2, xs, sum.r2),
    fma(rows.r3, xs, sum.r3),
    fma(rows.r4, xs, sum.r4),
    fma(rows.r5, xs, sum.r5),
    fma(rows.r6, xs, sum.r6),
    fma(rows.r7, xs, sum.r7),
  );
}

fn storeOne(row: u32, column: u32, sum: vec4f) {
  if (row < params.rowCount && column < params.columnCount) {
    c[row * params.cStride + params.firstColumn + column] = (sum.x + sum.y) + (sum.z + sum.w);
  }
}

fn store(row: u32, column: u32, sum: EightRows) {
  storeOne(row, column, sum.r0);
  storeOne(row + 1u, column, sum.r1);
  storeOne(row + 2u, column, sum.r2);
  storeOne(row + 3u, column, sum.r3);
  storeOne(row + 4u, column, sum.r4);
  storeOne(row + 5u, column, sum.r5);
  storeOne(row + 6u, column, sum.r6);
  storeOne(row + 7u, column, sum.r7);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = ((workgroup.y * workgroups.x + workgroup.x) * WORKGROUP_SIZE + thread) * ROWS;
  if (row >= params.rowCount) {
    return;
  }
  let begin0 = rowBegin(row);
  let begin1 = rowBegin(row + 1u);
  let begin2 = rowBegin(row + 2u);
  let begin3 = rowBegin(row + 3u);
  let begin4 = rowBegin(row + 4u);
  let begin5 = rowBegin(row + 5u);
  let begin6 = rowBegin(row + 6u);
  let begin7 = rowBegin(row + 7u);
  let column1 = columnBegin(1u);
  let column2 = columnBegin(2u);
  let column3 = columnBegin(3u);

  var sum0: EightRows;
  var sum1: EightRows;
  var sum2: EightRows;
  var sum3: EightRows;
  for (var quad = 0u; quad < params.quadsPerRow; quad++) {
    let rows = EightRows(
      a[begin0 + quad],
      a[begin1 + quad],
      a[begin2 + quad],
      a[begin3 + quad],
      a[begin4 + quad],
      a[begin5 + quad],
      a[begin6 + quad],
      a[begin7 + quad],
    );
    sum0 = add(sum0, rows, b[quad]);
    if (COLUMNS > 1u) {
      sum1 = add(sum1, rows, b[column1 + quad]);
    }
    if (COLUMNS > 2u) {
      sum2 = add(sum2, rows, b[column2 + quad]);
    }
    if (COLUMNS > 3u) {
      sum3 = add(sum3, rows, b[column3 + quad]);
    }
  }

  store(row, 0u, sum0);
  if (COLUMNS > 1u) {
    store(row, 1u, sum1);
  }
  if (COLUMNS > 2u) {
    store(row, 2u, sum2);
  }
  if (COLUMNS > 3u) {
    store(row, 3u, sum3);
  }
}
