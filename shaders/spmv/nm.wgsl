// y = A · x, A with KEPT of every 4 columns (N:M): y[i] = Σ over the slots s of row i of values[s] · x[4 · ⌊s ÷ KEPT⌋ + place(s)].
//
// Layout: places and values are one slab of whole rows; y is whole. Every group of four columns has KEPT slots, every slot two
//   bits that say which column of its group it is in; a row has wordsPerRow words of 16 slots. A slot that no nonzero needs
//   is zero in place 0, and is multiplied all the same: an infinite element of x there makes its row NaN.
// One thread: one of lanesPerRow lanes that share a row, every lanesPerRow-th vec4 of values with its byte of places, which
//   are 4 / KEPT groups of four columns; neighbouring threads read neighbouring vec4s. Where a row has more than one lane, one barrier,
//   and one thread a row adds up what they found.
// Limited by: memory, at 4¼ bytes a slot and no pointers, whatever the nonzeros; gathers of x stay within 16 / KEPT neighbouring words.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: 2:4 sparsity of Mishra et al., arXiv:2104.08378 (2021).

struct Params {
  rowCount: u32,
  firstRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
  wordsPerRow: u32,
  columnCount: u32,
}

@group(0) @binding(0) var<storage, read> places: array<u32>;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> params: Params;

// Rewritten for each number that a kernel keeps.
const KEPT: u32 = 2u;

override workgroupSize: u32 = 128u;
override lanesPerRow: u32 = 32u;
override rowsPerWorkgroup: u32 = workgroupSize / lanesPerRow;

// Lane by lane, so that the threads that add up rows read neighbouring words.
var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

// Past the last column slots are zero: any finite element will do.
fn fourOfX(quad: u32, bits: u32) -> vec4f {
  let group = (vec4u(4u * quad) + vec4u(0u, 1u, 2u, 3u)) / KEPT;
  let place = (vec4u(bits) >> vec4u(0u, 2u, 4u, 6u)) & vec4u(3u);
  let at = min(4u * group + place, vec4u(params.columnCount - 1u));
  return vec4f(x[at.x], x[at.y], x[at.z], x[at.w]);
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let firstWord = row * params.wordsPerRow;
  var sums = vec4f();
  for (var quad = lane; quad < 4u * params.wordsPerRow; quad += lanesPerRow) {
    let bits = places[firstWord + quad / 4u] >> (8u * (quad % 4u));
    sums += values[4u * firstWord + quad] * fourOfX(quad, bits);
  }
  return (sums.x + sums.y) + (sums.z + sums.w);
}

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let firstRow = (workgroup.y * workgroups.x + workgroup.x) * rowsPerWorkgroup;
  let lane = thread % lanesPerRow;
  let row = thread / lanesPerRow;
  var sum = 0.0;
  if (firstRow + row < params.rowCount) {
    sum = sumOfLane(sourceRow(firstRow + row), lane);
  }
  if (lanesPerRow == 1u) {
    if (firstRow + row < params.rowCount) {
      y[params.firstRow + firstRow + row] = sum;
    }
    return;
  }
  partials[lane * rowsPerWorkgroup + row] = sum;
  workgroupBarrier();
  if (thread < rowsPerWorkgroup && firstRow + thread < params.rowCount) {
    var total = 0.0;
    for (var k = 0u; k < lanesPerRow; k++) {
      total += partials[k * rowsPerWorkgroup + thread];
    }
    y[params.firstRow + firstRow + thread] = total;
  }
}
