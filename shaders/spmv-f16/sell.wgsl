// y = A · x, A in slices of 32 rows (SELL-C-σ) of f16: y[row] = Σ value(j) · x[column(j)] over the elements of the row in each place.
//
// Layout: slicePointers, slots and cells are one slab of whole slices (pointers count from the slab's first element); y is whole.
//   A cell is a word: column in the low half, f16 value in the high one; products and sums are f32. Place p holds row slots[p].x with slots[p].y elements; a slice of s rows lies column by column, its k-th elements
//   at slicePointer + k · s.
// One thread: a row, or with lanesPerRow every lanesPerRow-th element of one, four loads in flight; 32 neighbouring threads
//   share a slice and read neighbouring words. What is padding is never used. Where a row has more than one lane, one barrier,
//   and the first lane adds up what the others found.
// Limited by: memory where the rows of a slice are alike; by its longest row where not; gathers of x where columns lie apart.
// Dilution: blocks of 2^blockShift slices read those of a resident block instead of their own, by the rule in sourceRow.
// Source: SELL-C-σ of Kreutzer et al., SIAM J. Sci. Comput. 36 (2014).

struct Params {
  sliceCount: u32,
  firstSlice: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
  rowCount: u32,
}

@group(0) @binding(0) var<storage, read> slicePointers: array<u32>;
@group(0) @binding(1) var<storage, read> slots: array<vec2u>;
@group(0) @binding(2) var<storage, read> cells: array<u32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override lanesPerRow: u32 = 4u;
override slicesPerWorkgroup: u32 = workgroupSize / (SLICE_ROWS * lanesPerRow);

const SLICE_ROWS: u32 = 32u;

var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn product(j: u32) -> f32 {
  let cell = cells[j];
  return unpack2x16float(cell).y * x[cell & 0xffffu];
}

fn sumOfLane(slice: u32, place: u32, lane: u32) -> f32 {
  let stride = min(SLICE_ROWS, params.rowCount - slice * SLICE_ROWS);
  let length = slots[slice * SLICE_ROWS + place].y;
  let step = lanesPerRow * stride;
  var j = slicePointers[slice] + place + lane * stride;
  var left = (length + lanesPerRow - 1u - min(lane, length + lanesPerRow - 1u)) / lanesPerRow;
  var sums = vec4f();
  for (; left >= 4u; left -= 4u) {
    sums += vec4f(product(j), product(j + step), product(j + 2u * step), product(j + 3u * step));
    j += 4u * step;
  }
  for (; left > 0u; left--) {
    sums.x += product(j);
    j += step;
  }
  return (sums.x + sums.y) + (sums.z + sums.w);
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let place = thread % SLICE_ROWS;
  let lane = (thread / SLICE_ROWS) % lanesPerRow;
  let slice = (workgroup.y * workgroups.x + workgroup.x) * slicesPerWorkgroup + thread / (SLICE_ROWS * lanesPerRow);
  let slot = slice * SLICE_ROWS + place;
  var sum = 0.0;
  if (slot < params.rowCount) {
    sum = sumOfLane(sourceRow(slice), place, lane);
  }
  if (lanesPerRow > 1u) {
    partials[thread] = sum;
    workgroupBarrier();
    for (var k = 1u; lane == 0u && k < lanesPerRow; k++) {
      sum += partials[thread + k * SLICE_ROWS];
    }
  }
  if (lane == 0u && slot < params.rowCount) {
    y[slots[slot].x] = sum;
  }
}
