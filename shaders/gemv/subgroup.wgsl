// y = A·x, A dense f32.
//
// Layout: A is row-major, rows padded with zeros to whole vec4s (quadsPerRow of them); x is padded alike. This dispatch
// covers a slab of rowCount rows of A and writes y[firstRow …].
//
// A subgroup owns ROWS consecutive rows at a time: its lanes stride along them together in pairs of steps, each loading two
// vec4s of x and the vec4s of all ROWS rows under them, so that 2·ROWS loads of A are in flight per lane. A pair is whole
// for all lanes; what is left of a row follows. subgroupAdd joins the lanes, so no barrier waits between loads and store.
// Limit: memory bandwidth. Modelled traffic: A once, x once a subgroup's rows (from cache), y once.
//
// WGSL promises no subgroup size, no full subgroups, and no order of invocations in them. So lanes are numbered and
// counted among themselves, and subgroups take their number from a counter of the workgroup, which they then share out
// its row blocks by. All lanes meet after their rows: subgroupAdd must be reached together.
//
// A subgroup's ROWS rows are one block of dilution (see src/core/dilution.ts): a share of the blocks reads a resident
// set instead of its own rows, by the same instructions.
//
// Source: warp per row, Bell and Garland, Efficient sparse matrix-vector multiplication on CUDA (2008), for dense rows.

enable subgroups;

struct Params {
  rowCount: u32,
  quadsPerRow: u32,
  firstRow: u32,
  blockCount: u32,
  keptQuarters: u32,
  residentRows: u32,
  residentMask: u32,
  blocksPerWorkgroup: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 256u;
const ROWS: u32 = 4u;
// More than rows of any binding have.
const MOST_PAIRS: u32 = 1u << 26u;

var<workgroup> subgroupCounter: atomic<u32>;

// How many rows of the slab this block reads from, all or the resident ones, and what of a row: all ones, or the mask that
// keeps to the part of it that is resident.
struct Source { rows: u32, mask: u32 }
fn sourceOf(block: u32) -> Source {
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  return Source(
    select(params.residentRows, params.rowCount, kept),
    select(params.residentMask, 0xffffffffu, kept),
  );
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lane = subgroupExclusiveAdd(1u);
  let laneCount = subgroupAdd(1u);
  var subgroup = 0u;
  if (lane == 0u) {
    subgroup = atomicAdd(&subgroupCounter, 1u);
  }
  subgroup = subgroupBroadcastFirst(subgroup);
  let subgroupCount = workgroupUniformLoad(&subgroupCounter);

  let firstBlock = (group.y * groups.x + group.x) * params.blocksPerWorkgroup;
  for (var turn = 0u; turn < params.blocksPerWorkgroup; turn += subgroupCount) {
    let block = firstBlock + turn + subgroup;
    let mine = turn + subgroup < params.blocksPerWorkgroup && block < params.blockCount;
    let sum = dotRows(block, select(0u, params.quadsPerRow, mine), lane, laneCount);
    for (var r = 0u; r < ROWS; r++) {
      let total = subgroupAdd(sum[r]);
      let row = block * ROWS + r;
      if (lane == 0u && mine && row < params.rowCount) {
        y[params.firstRow + row] = total;
      }
    }
  }
}

// This lane's share of the dot products of the block's rows with x. Past the end the rows begin again.
fn dotRows(block: u32, quadCount: u32, lane: u32, laneCount: u32) -> array<f32, ROWS> {
  let origin = sourceOf(block);
  let rows = origin.rows;
  var source = block * ROWS % rows;
  var begin: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    begin[r] = source * params.quadsPerRow;
    source = select(source + 1u, 0u, source + 1u == rows);
  }
  var quads: array<vec4f, ROWS>;
  let pairCount = quadCount / (2u * laneCount);
  for (var pair = 0u; pair < MOST_PAIRS; pair++) {
    if (pair >= pairCount) {
      break;
    }
    let quad = pair * 2u * laneCount + lane;
    let xs = x[quad];
    let nextXs = x[quad + laneCount];
    let at = quad & origin.mask;
    let nextAt = (quad + laneCount) & origin.mask;
    var first: array<vec4f, ROWS>;
    var second: array<vec4f, ROWS>;
    for (var r = 0u; r < ROWS; r++) {
      first[r] = a[begin[r] + at];
      second[r] = a[begin[r] + nextAt];
    }
    for (var r = 0u; r < ROWS; r++) {
      quads[r] = fma(second[r], nextXs, fma(first[r], xs, quads[r]));
    }
  }
  for (var quad = pairCount * 2u * laneCount + lane; quad < quadCount; quad += laneCount) {
    let xs = x[quad];
    for (var r = 0u; r < ROWS; r++) {
      quads[r] = fma(a[begin[r] + (quad & origin.mask)], xs, quads[r]);
    }
  }
  var sum: array<f32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    sum[r] = quads[r].x + quads[r].y + quads[r].z + quads[r].w;
  }
  return sum;
}
