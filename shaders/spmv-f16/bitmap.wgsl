// y = A · x, A as one bit a cell and the f16 values whose bit is set: y[i] = Σ value(rank(i, j)) · x[j] over the set bits j of row i.
//
// Layout: ranks, words and pairs are one slab of whole rows (ranks count from the slab's first value); y is whole. Two values
//   share a word, the earlier low; products and sums are f32. A row has groupsPerRow groups of 8 words (256 columns), and for each group the rank of its first value.
// One thread: one lane of a slice that shares a row. lanesPerGroup lanes share a group, each its own 32 ÷ lanesPerGroup bits of
//   every word, whose values it finds by counting the bits before them; groupsAtOnce groups of the row are in work. With 32
//   lanes neighbours read neighbouring values and elements of x; with one, no lane counts bits that others take. Where a slice
//   has more than one lane, one barrier, and one thread a row adds up the slice.
// Limited by: counting bits where few are set (each costs at least 1/8 byte of reading and some instructions a cell), memory
//   where many are.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: bit masks with ranks, as in SparTA (OSDI 2022) and SpInfer (EuroSys 2025).

struct Params {
  rowCount: u32,
  firstRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
  groupsPerRow: u32,
}

@group(0) @binding(0) var<storage, read> ranks: array<u32>;
@group(0) @binding(1) var<storage, read> words: array<u32>;
@group(0) @binding(2) var<storage, read> pairs: array<u32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override lanesPerGroup: u32 = 8u;
override groupsAtOnce: u32 = 4u;
override lanesPerRow: u32 = lanesPerGroup * groupsAtOnce;
override rowsPerWorkgroup: u32 = workgroupSize / lanesPerRow;
override bitsPerLane: u32 = 32u / lanesPerGroup;

const WORDS_PER_GROUP: u32 = 8u;

// Lane by lane, so that the threads that add up rows read neighbouring words.
var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let firstBit = (lane % lanesPerGroup) * bitsPerLane;
  let before = (1u << firstBit) - 1u;
  let groupEnd = (row + 1u) * params.groupsPerRow;
  var column = (lane / lanesPerGroup) * 32u * WORDS_PER_GROUP + firstBit;
  var sum = 0.0;
  for (var group = row * params.groupsPerRow + lane / lanesPerGroup; group < groupEnd; group += groupsAtOnce) {
    var rank = ranks[group];
    for (var k = 0u; k < WORDS_PER_GROUP; k++) {
      let word = words[group * WORDS_PER_GROUP + k];
      var bits = extractBits(word, firstBit, bitsPerLane);
      var next = rank + countOneBits(word & before);
      while (bits != 0u) {
        let value = unpack2x16float(pairs[next / 2u] >> (16u * (next & 1u))).x;
        sum += value * x[column + countTrailingZeros(bits)];
        next++;
        bits &= bits - 1u;
      }
      rank += countOneBits(word);
      column += 32u;
    }
    column += (groupsAtOnce - 1u) * 32u * WORDS_PER_GROUP;
  }
  return sum;
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
