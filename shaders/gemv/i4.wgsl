// y = A·x, A dense int4 with scales: element = (nibble − 8) · scale; x, the products and the sums are f32.
//
// Layout: A is row-major, eight codes in a u32, an f32 scale for every group of 64 columns of a row. A group is 2 vec4s of
// words ("quads") and 16 vec4s of x, dealt out in turn: the low and high half of word w of quad q of the group hold the
// columns of its vec4s 4w + q and 4w + 2 + q of x, so that threads on neighbouring quads load neighbouring vec4s of x.
// Rows are padded with zeros to whole groups, x alike. This dispatch covers a slab of rowCount rows of A and writes
// y[firstRow …].
//
// A workgroup owns ROWS consecutive rows. Its threads stride along them together, each loading one vec4 of words of all
// ROWS rows and the eight vec4s of x under it: consecutive threads read consecutive addresses, the loads of x serve ROWS rows,
// and ROWS loads of A are in flight per thread. The partial sums meet in workgroup memory in two steps, N → SPLIT → 1 a row.
//
// Nibbles become f32 without a conversion, which many GPUs run at a quarter of their rate: put into the mantissa of
// 2^23, 2^19, 2^15 or 2^11, by its place in the half word, a nibble adds itself to it, exactly; a subtraction leaves
// nibble − 8. The products of a quad are summed before its scale is applied.
// Limit: the 25 instructions that eight weights take (a mask and merge, a subtraction and a multiply-add each, and a
// shift) on GPUs with much bandwidth for their arithmetic, memory bandwidth on others. Modelled traffic: A and scales
// once, x once a workgroup (from cache), y once.
//
// A workgroup's rows are one block of dilution (see src/core/dilution.ts): a share of the blocks reads a resident set
// instead of its own rows, by the same instructions.
//
// Source: gemv/rows-per-workgroup; the conversion as in Kim et al., Who says elephants can't run (2022).

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
@group(0) @binding(4) var<storage, read> scales: array<f32>;

// A multiple of SPLIT.
override WORKGROUP_SIZE: u32 = 128u;
const ROWS: u32 = 4u;
const SPLIT: u32 = 16u;

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

const QUADS_PER_GROUP: u32 = 2u;
const VECS_PER_GROUP: u32 = 16u;

const MASKS = vec4u(0xfu, 0xf0u, 0xf00u, 0xf000u);
// 2^23, 2^19, 2^15 and 2^11 as f32.
const BASES = vec4u(0x4b000000u, 0x49000000u, 0x47000000u, 0x45000000u);
// The same with the 8 that is stored with every code.
const OFFSETS = vec4f(8388616.0, 524296.0, 32776.0, 2056.0);

// Of the low half word.
fn codes(word: u32) -> vec4f {
  return bitcast<vec4f>((vec4u(word) & MASKS) | BASES) - OFFSETS;
}

fn dot32(words: vec4u, xs: array<vec4f, 8>) -> f32 {
  var sum = codes(words.x) * xs[0];
  sum = fma(codes(words.x >> 16u), xs[1], sum);
  sum = fma(codes(words.y), xs[2], sum);
  sum = fma(codes(words.y >> 16u), xs[3], sum);
  sum = fma(codes(words.z), xs[4], sum);
  sum = fma(codes(words.z >> 16u), xs[5], sum);
  sum = fma(codes(words.w), xs[6], sum);
  sum = fma(codes(words.w >> 16u), xs[7], sum);
  return sum.x + sum.y + sum.z + sum.w;
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
  let groupsPerRow = params.quadsPerRow / QUADS_PER_GROUP;
  var begin: array<u32, ROWS>;
  var firstGroup: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    begin[r] = source * params.quadsPerRow;
    firstGroup[r] = source * groupsPerRow;
    source = select(source + 1u, 0u, source + 1u == rows);
  }

  var sum: array<f32, ROWS>;
  for (var quad = lane; quad < params.quadsPerRow; quad += WORKGROUP_SIZE) {
    let at = quad & origin.mask;
    let vec = quad / QUADS_PER_GROUP * VECS_PER_GROUP + quad % QUADS_PER_GROUP;
    let xs = array(
      x[vec], x[vec + 2u], x[vec + 4u], x[vec + 6u],
      x[vec + 8u], x[vec + 10u], x[vec + 12u], x[vec + 14u],
    );
    for (var r = 0u; r < ROWS; r++) {
      sum[r] = fma(dot32(a[begin[r] + at], xs), scales[firstGroup[r] + at / QUADS_PER_GROUP], sum[r]);
    }
  }

  for (var r = 0u; r < ROWS; r++) {
    partials[r * WORKGROUP_SIZE + lane] = sum[r];
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
