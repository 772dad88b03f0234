// C = A·B for few columns of B, dense f32: A is streamed once for all of them.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them). B comes as its columns, one after
// the other and padded alike, as a batch of vectors does. C is row-major, cStride wide. This dispatch covers a slab of
// rowCount rows of A and C, and columnCount columns of B and C from firstColumn of C on.
//
// A workgroup owns ROWS consecutive rows and all the columns. Its threads are LANES that stride along the rows, times
// GROUPS of COLUMNS columns; a thread keeps ROWS × COLUMNS sums in registers and multiplies each vec4 of A that it loads
// with one vec4 of each of its columns. Groups read the same vec4s of A together: from memory they come once, to the
// other groups from the nearest cache. The partial sums of the lanes meet in workgroup memory in two steps: every thread
// adds up SPLIT of them at a time, then one thread a sum what is left of its lanes.
// Limit: memory bandwidth while columns are few, so that two or four cost what one does; then loads from the cache,
// (ROWS + COLUMNS) for 4 · ROWS · COLUMNS multiply-adds. Modelled traffic: A once, B once a workgroup (from cache), C once.
//
// Source: several rows and vectors a workgroup as in llama.cpp's mat-vec shaders, with register tiles as in Volkov and
// Demmel, Benchmarking GPUs to tune dense linear algebra (2008).

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

const THREADS: u32 = 64u;
// 1, 2, 4 or 8, so that a group has at least SPLIT lanes.
const GROUPS: u32 = 1u;
const LANES: u32 = THREADS / GROUPS;
// ROWS · COLUMNS is at most 32, for registers and workgroup memory.
const ROWS: u32 = 4u;
const COLUMNS: u32 = 4u;
const SUMS: u32 = ROWS * COLUMNS;
// Partial sums that a thread adds up in the first step; divides LANES.
const SPLIT: u32 = 8u;
const PARTS: u32 = THREADS / SPLIT;
// More steps than rows of any binding take: a loop whose bound is a constant needs no second counter.
const MOST_STEPS: u32 = 1u << 26u;
// One more than the threads, so that sums of one thread and of one lane lie in different banks.
const PITCH: u32 = THREADS + 1u;

var<workgroup> partials: array<f32, SUMS * PITCH>;
// Part by part, SUMS of them in each.
var<workgroup> halfway: array<f32, PARTS * SUMS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let block = workgroup.y * workgroups.x + workgroup.x;
  if (block >= params.blockCount) {
    return;
  }
  let lane = thread % LANES;
  let group = thread / LANES;

  // Past the last row and column those are read again, so that all threads run the same code; they are not stored.
  var rowBegin: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    rowBegin[r] = min(block * ROWS + r, params.rowCount - 1u) * params.quadsPerRow;
  }
  var columnBegin: array<u32, COLUMNS>;
  for (var j = 0u; j < COLUMNS; j++) {
    columnBegin[j] = min(group * COLUMNS + j, params.columnCount - 1u) * params.quadsPerRow;
  }

  var sum: array<f32, SUMS>;
  for (var step = 0u; step < MOST_STEPS; step++) {
    let quad = step * LANES + lane;
    if (quad >= params.quadsPerRow) {
      break;
    }
    var bs: array<vec4f, COLUMNS>;
    for (var j = 0u; j < COLUMNS; j++) {
      bs[j] = b[columnBegin[j] + quad];
    }
    for (var r = 0u; r < ROWS; r++) {
      let av = a[rowBegin[r] + quad];
      for (var j = 0u; j < COLUMNS; j++) {
        var s = sum[r * COLUMNS + j];
        s = fma(av.x, bs[j].x, s);
        s = fma(av.y, bs[j].y, s);
        s = fma(av.z, bs[j].z, s);
        s = fma(av.w, bs[j].w, s);
        sum[r * COLUMNS + j] = s;
      }
    }
  }

  for (var i = 0u; i < SUMS; i++) {
    partials[i * PITCH + thread] = sum[i];
  }
  workgroupBarrier();
  for (var i = thread; i < PARTS * SUMS; i += THREADS) {
    let first = i % SUMS * PITCH + i / SUMS * SPLIT;
    var total = 0.0;
    for (var l = 0u; l < SPLIT; l++) {
      total += partials[first + l];
    }
    halfway[i] = total;
  }
  workgroupBarrier();
  for (var i = thread; i < SUMS * GROUPS; i += THREADS) {
    let first = i / SUMS * (PARTS / GROUPS) * SUMS + i % SUMS;
    var total = 0.0;
    for (var part = 0u; part < PARTS / GROUPS; part++) {
      total += halfway[first + part * SUMS];
    }
    let row = block * ROWS + i % SUMS / COLUMNS;
    let column = i / SUMS * COLUMNS + i % COLUMNS;
    if (row < params.rowCount && column < params.columnCount) {
      c[row * params.cStride + params.firstColumn + column] = total;
    }
  }
}
