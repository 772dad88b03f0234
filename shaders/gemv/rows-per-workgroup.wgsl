// y = A·x, A dense f32.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them); x is padded alike. This dispatch
// covers a slab of rowCount rows of A and writes y[firstRow …].
//
// A workgroup owns ROWS consecutive rows. Its threads stride along them together, each loading one vec4 of x and the
// vec4s of all ROWS rows under it: consecutive threads read consecutive addresses, one load of x serves ROWS rows, and
// ROWS loads of A are in flight per thread. The partial sums meet in workgroup memory in two steps, N → SPLIT → 1 a row.
// Limit: memory bandwidth. Modelled traffic: A once, x once a workgroup (from cache), y once.
//
// A workgroup's rows are one block of dilution (see src/core/dilution.ts): a share of the blocks reads a resident set
// instead of its own rows, by the same instructions.
//
// Source: several rows a workgroup with x in registers, as in llama.cpp's mat-vec shaders; two-step reduction in place of
// the binary tree of Harris, Optimizing parallel reduction in CUDA (2007), for two barriers instead of eight.

struct Params {
  rowCount: u32,
  quadsPerRow: u32,
  firstRow: u32,
  blockCount: u32,
  keptQuarters: u32,
  residentBlocks: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

// A multiple of SPLIT.
override WORKGROUP_SIZE: u32 = 128u;
const ROWS: u32 = 4u;
const SPLIT: u32 = 16u;

var<workgroup> partials: array<f32, ROWS * WORKGROUP_SIZE>;
var<workgroup> halfway: array<f32, ROWS * SPLIT>;

fn sourceBlock(block: u32) -> u32 {
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  return select(block % params.residentBlocks, block, kept);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let block = group.y * groups.x + group.x;
  if (block >= params.blockCount) {
    return;
  }

  // Past the end of the slab the last row is read again, so that all threads run the same code; it is not stored.
  let sourceRow = sourceBlock(block) * ROWS;
  var begin: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    begin[r] = min(sourceRow + r, params.rowCount - 1u) * params.quadsPerRow;
  }

  var sum: array<vec4f, ROWS>;
  for (var quad = lane; quad < params.quadsPerRow; quad += WORKGROUP_SIZE) {
    let xs = x[quad];
    for (var r = 0u; r < ROWS; r++) {
      sum[r] = fma(a[begin[r] + quad], xs, sum[r]);
    }
  }

  for (var r = 0u; r < ROWS; r++) {
    partials[r * WORKGROUP_SIZE + lane] = sum[r].x + sum[r].y + sum[r].z + sum[r].w;
  }
  workgroupBarrier();
  for (var i = lane; i < ROWS * SPLIT; i += WORKGROUP_SIZE) {
    let first = i / SPLIT * WORKGROUP_SIZE + i % SPLIT;
    var total = 0.0;
    for (var step = 0u; step < WORKGROUP_SIZE; step += SPLIT) {
      total += partials[first + step];
    }
    halfway[i] = total;
  }
  workgroupBarrier();
  let row = block * ROWS + lane;
  if (lane < ROWS && row < params.rowCount) {
    var total = 0.0;
    for (var i = 0u; i < SPLIT; i++) {
      total += halfway[lane * SPLIT + i];
    }
    y[params.firstRow + row] = total;
  }
}
