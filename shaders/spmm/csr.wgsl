// C = A · B, A in compressed sparse rows: C[i][j] = Σ values[e] · B[columns[e]][j], rowPointers[i] ≤ e < rowPointers[i + 1].
//
// Layout: rowPointers, columns and values are one slab of whole rows (pointers count from the slab's first element). B and C are
//   row-major and hold one slab of columns, padded to whole vec4s ("quads", quadCount a row); C has all rows.
// A workgroup owns rowsPerWorkgroup rows times a tile of columnThreads · QUADS_PER_THREAD quads; workgroups of one tile follow
//   each other, so that its part of B stays in a cache. One thread: QUADS_PER_THREAD quads, columnThreads apart, so that
//   neighbouring threads read neighbouring quads of B; and every lanesPerRow-th element of its row. Where a row has more than
//   one lane, one barrier, and its first lane adds up what the others found.
// Limited by: memory, for A, while columns are few; then by loads of B from caches, a vec4 for 4 multiply-adds.
// Source: row splitting of Yang, Buluç and Owens, Design principles for sparse matrix multiplication on the GPU (Euro-Par 2018).

struct Params {
  rowCount: u32,
  firstRow: u32,
  quadCount: u32,
  // Workgroups that share a tile of columns, and tiles.
  rowGroupCount: u32,
  tileCount: u32,
}

@group(0) @binding(0) var<storage, read> rowPointers: array<u32>;
@group(0) @binding(1) var<storage, read> columns: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> b: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> c: array<vec4f>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override columnThreads: u32 = 16u;
override lanesPerRow: u32 = 1u;
override threadsPerRow: u32 = columnThreads * lanesPerRow;
override rowsPerWorkgroup: u32 = workgroupSize / threadsPerRow;
const QUADS_PER_THREAD: u32 = 1u;

var<workgroup> partials: array<array<vec4f, QUADS_PER_THREAD>, workgroupSize>;

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let tile = group / params.rowGroupCount;
  let row = group % params.rowGroupCount * rowsPerWorkgroup + thread / threadsPerRow;
  let lane = thread / columnThreads % lanesPerRow;
  let firstQuad = tile * columnThreads * QUADS_PER_THREAD + thread % columnThreads;
  let owns = tile < params.tileCount && row < params.rowCount && firstQuad < params.quadCount;

  // Past the last column its quad is read again, so that all threads run the same code; it is not stored.
  var places: array<u32, QUADS_PER_THREAD>;
  for (var q = 0u; q < QUADS_PER_THREAD; q++) {
    places[q] = min(firstQuad + q * columnThreads, params.quadCount - 1u);
  }
  var sums: array<vec4f, QUADS_PER_THREAD>;
  if (owns) {
    let end = rowPointers[row + 1u];
    for (var e = rowPointers[row] + lane; e < end; e += lanesPerRow) {
      let value = vec4f(values[e]);
      let begin = columns[e] * params.quadCount;
      for (var q = 0u; q < QUADS_PER_THREAD; q++) {
        sums[q] = fma(value, b[begin + places[q]], sums[q]);
      }
    }
  }
  if (lanesPerRow > 1u) {
    partials[thread] = sums;
    workgroupBarrier();
    for (var k = 1u; lane == 0u && k < lanesPerRow; k++) {
      for (var q = 0u; q < QUADS_PER_THREAD; q++) {
        sums[q] += partials[thread + k * columnThreads][q];
      }
    }
  }
  if (owns && lane == 0u) {
    for (var q = 0u; q < QUADS_PER_THREAD; q++) {
      if (firstQuad + q * columnThreads < params.quadCount) {
        c[(params.firstRow + row) * params.quadCount + places[q]] = sums[q];
      }
    }
  }
}
