// y = A·x, A dense f16; x, the products and the sums are f32.
//
// Layout: A is row-major, two values in a u32, the earlier column low; rows are padded with zeros to whole vec4s of words
// (quadsPerRow of them, 8 columns each), x alike. This dispatch covers a slab of rowCount rows of A and writes
// y[firstRow …]. No f16 feature is needed: unpack2x16float makes f32 of the halves of a word.
//
// A workgroup owns ROWS consecutive rows. Its threads stride along them together in pairs of steps: each loads two vec4s of
// words of all ROWS rows, so that 2·ROWS loads of A are in flight per thread, then the two vec4s of x under one, which
// serve ROWS rows, then those under the other. Consecutive threads read consecutive addresses. A pair is whole for all
// threads, so that nothing is guarded in the loop, and the loop's bound is a constant, which spares it a second counter;
// what is left of a row follows. The partial sums meet in workgroup memory in two steps, N → SPLIT → 1 a row.
// Limit: memory bandwidth. Modelled traffic: A once, x once a workgroup (from cache), y once.
//
// A workgroup's rows are one block of dilution (see src/core/dilution.ts): a share of the blocks reads a resident set
// instead of its own rows, by the same instructions.
//
// Source: gemv/rows-per-workgroup with halved weights.

struct Params {
  rowCount: u32,
  quadsPerRow: u32,
  firstRow: u32,
  blockCount: u32,
  keptQuarters: u32,
  residentRows: u32,
  residentMask: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4u>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> params: Params;

// A multiple of SPLIT.
override WORKGROUP_SIZE: u32 = 128u;
const ROWS: u32 = 4u;
const SPLIT: u32 = 16u;
// More than rows of any binding have.
const MOST_PAIRS: u32 = 1u << 26u;

var<workgroup> partials: array<f32, ROWS * WORKGROUP_SIZE>;
var<workgroup> halfway: array<f32, ROWS * SPLIT>;

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

fn dot8(words: vec4u, xs: array<vec4f, 2>, sum: vec4f) -> vec4f {
  let first = vec4f(unpack2x16float(words.x), unpack2x16float(words.y));
  let second = vec4f(unpack2x16float(words.z), unpack2x16float(words.w));
  return fma(second, xs[1], fma(first, xs[0], sum));
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

  // Past the end the rows begin again, so that all threads run the same code; what belongs to no row is not stored.
  let origin = sourceOf(block);
  let rows = origin.rows;
  var source = block * ROWS % rows;
  var begin: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    begin[r] = source * params.quadsPerRow;
    source = select(source + 1u, 0u, source + 1u == rows);
  }

  var sum: array<vec4f, ROWS>;
  let pairCount = params.quadsPerRow / (2u * WORKGROUP_SIZE);
  for (var pair = 0u; pair < MOST_PAIRS; pair++) {
    if (pair >= pairCount) {
      break;
    }
    let firstQuad = pair * 2u * WORKGROUP_SIZE + lane;
    let at = firstQuad & origin.mask;
    let nextAt = (firstQuad + WORKGROUP_SIZE) & origin.mask;
    var words: array<vec4u, 2u * ROWS>;
    for (var r = 0u; r < ROWS; r++) {
      words[r] = a[begin[r] + at];
      words[ROWS + r] = a[begin[r] + nextAt];
    }
    for (var half = 0u; half < 2u; half++) {
      let quad = firstQuad + half * WORKGROUP_SIZE;
      let xs = array(x[2u * quad], x[2u * quad + 1u]);
      for (var r = 0u; r < ROWS; r++) {
        sum[r] = dot8(words[half * ROWS + r], xs, sum[r]);
      }
    }
  }
  for (var quad = pairCount * 2u * WORKGROUP_SIZE + lane; quad < params.quadsPerRow; quad += WORKGROUP_SIZE) {
    let xs = array(x[2u * quad], x[2u * quad + 1u]);
    for (var r = 0u; r < ROWS; r++) {
      sum[r] = dot8(a[begin[r] + (quad & origin.mask)], xs, sum[r]);
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
