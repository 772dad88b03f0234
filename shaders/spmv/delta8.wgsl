// y = A · x, A in rows whose columns are 8-bit gaps: y[i] = Σ values[j] · x[c(j)] over the cells j of row i, c(j) = c(j − 1) + gap(j).
//
// Layout: starts, gaps and values are one slab of whole rows (cells count from the first of the slab's first word of gaps); y is
//   whole. starts[i] is the first cell of a row and its column; gap(j) is byte j % 4 of gaps[j / 4]. Where columns lie further
//   apart than 255, cells of zero lie between, and are multiplied all the same: an infinite element of x there makes its row NaN.
// One thread: one of lanesPerRow lanes that share a row. They take as many neighbouring words of gaps, each its own four cells;
//   a lane adds up the words of all lanes to know where its own begins, and where the next turn does. Bytes of the row before
//   count as none. Where a row has more than one lane, one barrier, and one thread a row adds up what they found.
// Limited by: memory, at five bytes a cell, where rows are long; adding up gaps, and loads a row apart, where they are short.
// Dilution: blocks of 2^blockShift rows read the rows of a resident block instead of their own, by the rule in sourceRow.
// Source: CSR-DU of Kourtis, Goumas and Koziris, ICPP 2008, with one size of units.

struct Params {
  rowCount: u32,
  firstRow: u32,
  blockShift: u32,
  keptQuarters: u32,
  residentBlocks: u32,
}

@group(0) @binding(0) var<storage, read> starts: array<vec2u>;
@group(0) @binding(1) var<storage, read> gaps: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> params: Params;

override workgroupSize: u32 = 128u;
override lanesPerRow: u32 = 4u;
override rowsPerWorkgroup: u32 = workgroupSize / lanesPerRow;

// Lane by lane, so that the threads that add up rows read neighbouring words.
var<workgroup> partials: array<f32, workgroupSize>;

fn sourceRow(row: u32) -> u32 {
  let block = row >> params.blockShift;
  let kept = ((block * 2654435769u) >> 30u) < params.keptQuarters;
  let source = select(block % params.residentBlocks, block, kept);
  return (source << params.blockShift) + (row - (block << params.blockShift));
}

fn sumOfBytes(word: u32) -> u32 {
  let pairs = (word & 0x00ff00ffu) + ((word >> 8u) & 0x00ff00ffu);
  return (pairs & 0xffffu) + (pairs >> 16u);
}

// Gaps of a word, those of the row before being zero.
fn gapsOfRow(word: u32, begin: u32) -> u32 {
  let own = gaps[word];
  return select(own, own & (0xffffffffu << (8u * (begin % 4u))), word == begin / 4u);
}

fn sumOfLane(row: u32, lane: u32) -> f32 {
  let begin = starts[row].x;
  let end = starts[row + 1u].x;
  var column = starts[row].y;
  var sum = 0.0;
  for (var firstWord = begin / 4u; 4u * firstWord < end; firstWord += lanesPerRow) {
    var own = 0u;
    var before = column;
    for (var k = 0u; k < lanesPerRow && 4u * (firstWord + k) < end; k++) {
      let word = gapsOfRow(firstWord + k, begin);
      if (k == lane) {
        own = word;
        before = column;
      }
      column += sumOfBytes(word);
    }
    let cell = 4u * (firstWord + lane);
    for (var k = 0u; k < 4u && cell + k < end; k++) {
      before += extractBits(own, 8u * k, 8u);
      if (cell + k >= begin) {
        sum += values[cell + k] * x[before];
      }
    }
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
