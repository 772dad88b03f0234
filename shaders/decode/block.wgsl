// y = h + MLP(norm(h)), h = x + W_out·Attention(norm(x)): one transformer block for one token, f32, with a KV cache.
//
// Stages, each one dispatch: normalize, project (queries, keys and values), rotate (rotary positions, where the model has
// them), attend, combine, project (output, + x), normalize, project (up, with activation), project (down, + h).
//
// Layout: matrices are row-major in whole vec4s, a slab of rows to a dispatch. qkv = queries | keys | values, heads one
// after the other. The cache holds keys and values as [position][head][element]; the token itself is the position after
// the last cached one and is read from qkv. heads ÷ kvHeads query heads share one head of the cache. With SwiGLU the even
// rows of `up` are the gate, the odd ones what it gates.
//
// project: a workgroup owns ROWS rows, its threads stride along them together; as in gemv/rows-per-workgroup.
// attend: a workgroup owns one head and CHUNK positions: scores, their exponentials relative to the chunk's highest, and
// the sum of the values weighted by them. combine: a thread owns four elements of a head and joins its chunks.
// normalize: one workgroup owns the vector.
// Limit: memory bandwidth in `project`, which streams all weights once; the small stages cost launches and latency.
//
// Source: GPT-2 (Radford et al. 2019), Llama 3 (Dubey et al. 2024); attention in chunks joined by a second pass, after
// Flash-Decoding (Dao et al. 2023).

// A multiple of SPLIT, at least 64.
override WORKGROUP_SIZE: u32 = 128u;
// Even, since SwiGLU joins two rows.
const ROWS: u32 = 4u;
const SPLIT: u32 = 16u;

var<workgroup> partials: array<f32, WORKGROUP_SIZE>;
var<workgroup> splits: array<f32, SPLIT>;

// The sum over all threads, for all of them. Every thread must call it.
fn sumOverWorkgroup(mine: f32, lane: u32) -> f32 {
  partials[lane] = mine;
  workgroupBarrier();
  if (lane < SPLIT) {
    var total = 0.0;
    for (var i = lane; i < WORKGROUP_SIZE; i += SPLIT) {
      total += partials[i];
    }
    splits[lane] = total;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < SPLIT; i++) {
    total += splits[i];
  }
  workgroupBarrier();
  return total;
}

// ---- normalize: LayerNorm (centred, with a shift) or RMSNorm. gains = gain | shift, or gain alone.

struct NormalizeParams {
  quadCount: u32,
  isCentred: u32,
}

const EPSILON: f32 = 1e-5;

@group(0) @binding(0) var<storage, read> vector: array<vec4f>;
@group(0) @binding(1) var<storage, read> gains: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> normalized: array<vec4f>;
@group(0) @binding(3) var<uniform> normalizing: NormalizeParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn normalizeVector(@builtin(local_invocation_index) lane: u32) {
  let quadCount = normalizing.quadCount;
  let count = f32(4u * quadCount);
  var mine = vec4f();
  for (var quad = lane; quad < quadCount; quad += WORKGROUP_SIZE) {
    mine += vector[quad];
  }
  let total = sumOverWorkgroup(dot(mine, vec4f(1.0)), lane);
  let mean = select(0.0, total / count, normalizing.isCentred == 1u);
  mine = vec4f();
  for (var quad = lane; quad < quadCount; quad += WORKGROUP_SIZE) {
    let centred = vector[quad] - mean;
    mine = fma(centred, centred, mine);
  }
  let variance = sumOverWorkgroup(dot(mine, vec4f(1.0)), lane) / count;
  let scale = 1.0 / sqrt(variance + EPSILON);
  for (var quad = lane; quad < quadCount; quad += WORKGROUP_SIZE) {
    var value = (vector[quad] - mean) * scale * gains[quad];
    if (normalizing.isCentred == 1u) {
      value += gains[quadCount + quad];
    }
    normalized[quad] = value;
  }
}

// ---- project: y = activation(W·x + bias) + residual, for a slab of rows.

struct ProjectParams {
  rowCount: u32,
  quadsPerRow: u32,
  firstRow: u32,
  blockCount: u32,
  activation: u32,
  hasBias: u32,
  hasResidual: u32,
}

const GELU: u32 = 1u;
const SWIGLU: u32 = 2u;
// 2·√(2 ÷ π)
const GELU_SLOPE: f32 = 1.5957691216057308;

@group(0) @binding(0) var<storage, read> matrix: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read> residual: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<uniform> projecting: ProjectParams;

var<workgroup> rowPartials: array<f32, ROWS * WORKGROUP_SIZE>;
var<workgroup> rowSplits: array<f32, ROWS * SPLIT>;

// Beyond −80 the exponential could overflow; the result is 0 in f32 from there on.
fn sigmoid(value: f32) -> f32 {
  return 1.0 / (1.0 + exp(-max(value, -80.0)));
}

// ½·v·(1 + tanh(u)) = v·sigmoid(2u), without a tanh that overflows.
fn gelu(value: f32) -> f32 {
  return value * sigmoid(GELU_SLOPE * (value + 0.044715 * value * value * value));
}

fn rowTotal(local: u32, row: u32) -> f32 {
  var total = 0.0;
  for (var i = 0u; i < SPLIT; i++) {
    total += rowSplits[local * SPLIT + i];
  }
  if (projecting.hasBias == 1u) {
    total += bias[row];
  }
  return total;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn project(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let block = group.y * groups.x + group.x;
  if (block >= projecting.blockCount) {
    return;
  }
  // Past the end of the slab the last row is read again, so that all threads run the same code; it is not stored.
  var begin: array<u32, ROWS>;
  for (var r = 0u; r < ROWS; r++) {
    begin[r] = min(block * ROWS + r, projecting.rowCount - 1u) * projecting.quadsPerRow;
  }
  var sum: array<vec4f, ROWS>;
  for (var quad = lane; quad < projecting.quadsPerRow; quad += WORKGROUP_SIZE) {
    let xs = x[quad];
    for (var r = 0u; r < ROWS; r++) {
      sum[r] = fma(matrix[begin[r] + quad], xs, sum[r]);
    }
  }
  for (var r = 0u; r < ROWS; r++) {
    rowPartials[r * WORKGROUP_SIZE + lane] = dot(sum[r], vec4f(1.0));
  }
  workgroupBarrier();
  for (var i = lane; i < ROWS * SPLIT; i += WORKGROUP_SIZE) {
    let first = i / SPLIT * WORKGROUP_SIZE + i % SPLIT;
    var total = 0.0;
    for (var step = 0u; step < WORKGROUP_SIZE; step += SPLIT) {
      total += rowPartials[first + step];
    }
    rowSplits[i] = total;
  }
  workgroupBarrier();
  let local = block * ROWS + lane;
  if (lane >= ROWS || local >= projecting.rowCount) {
    return;
  }
  let row = projecting.firstRow + local;
  if (projecting.activation == SWIGLU) {
    if (lane % 2u == 0u) {
      let gate = rowTotal(lane, row);
      y[row / 2u] = gate * sigmoid(gate) * rowTotal(lane + 1u, row + 1u);
    }
    return;
  }
  var value = rowTotal(lane, row);
  if (projecting.activation == GELU) {
    value = gelu(value);
  }
  if (projecting.hasResidual == 1u) {
    value += residual[row];
  }
  y[row] = value;
}

// ---- rotate: turns pairs of the query and key heads in place. angles = (cos, sin) of each pair of a head.

struct RotateParams {
  quadCount: u32,
  quadsPerHead: u32,
}

@group(0) @binding(0) var<storage, read> angles: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> rotated: array<vec4f>;
@group(0) @binding(2) var<uniform> rotating: RotateParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn rotate(@builtin(global_invocation_id) thread: vec3u) {
  let quad = thread.x;
  if (quad >= rotating.quadCount) {
    return;
  }
  let v = rotated[quad];
  let t = angles[quad % rotating.quadsPerHead];
  rotated[quad] = vec4f(
    v.x * t.x - v.y * t.y,
    v.x * t.y + v.y * t.x,
    v.z * t.z - v.w * t.w,
    v.z * t.w + v.w * t.z,
  );
}

// ---- attend: one head and CHUNK positions a workgroup; chunkSums[head][chunk][element], extents = (highest, Σ exp).

struct AttendParams {
  heads: u32,
  headsPerKv: u32,
  quadsPerHead: u32,
  quadsPerPosition: u32,
  context: u32,
  chunkCount: u32,
}

const CHUNK: u32 = 64u;
const LOWEST: f32 = -3.0e38;

@group(0) @binding(0) var<storage, read> keys: array<vec4f>;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> chunkSums: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> extents: array<vec2f>;
@group(0) @binding(5) var<uniform> attending: AttendParams;

var<workgroup> dotPartials: array<f32, CHUNK * SPLIT>;
var<workgroup> scores: array<f32, CHUNK>;
var<workgroup> weights: array<f32, CHUNK>;
var<workgroup> sumPartials: array<vec4f, WORKGROUP_SIZE>;

// This thread's share of query · key, every SPLIT-th quad from `first` on.
fn scoreShare(head: u32, position: u32, first: u32) -> f32 {
  let kvHead = head / attending.headsPerKv * attending.quadsPerHead;
  let queryBegin = head * attending.quadsPerHead;
  var sum = vec4f();
  for (var quad = first; quad < attending.quadsPerHead; quad += SPLIT) {
    var key: vec4f;
    if (position < attending.context) {
      key = keys[position * attending.quadsPerPosition + kvHead + quad];
    } else {
      key = qkv[attending.heads * attending.quadsPerHead + kvHead + quad];
    }
    sum = fma(qkv[queryBegin + quad], key, sum);
  }
  return dot(sum, vec4f(1.0));
}

fn valueAt(head: u32, position: u32, quad: u32) -> vec4f {
  let inPosition = head / attending.headsPerKv * attending.quadsPerHead + quad;
  if (position < attending.context) {
    return values[position * attending.quadsPerPosition + inPosition];
  }
  return qkv[attending.heads * attending.quadsPerHead + attending.quadsPerPosition + inPosition];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn attend(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let item = group.y * groups.x + group.x;
  if (item >= attending.heads * attending.chunkCount) {
    return;
  }
  let head = item / attending.chunkCount;
  let firstPosition = item % attending.chunkCount * CHUNK;
  let count = min(CHUNK, attending.context + 1u - firstPosition);

  for (var i = lane; i < count * SPLIT; i += WORKGROUP_SIZE) {
    dotPartials[i] = scoreShare(head, firstPosition + i / SPLIT, i % SPLIT);
  }
  workgroupBarrier();
  let scale = 1.0 / sqrt(f32(4u * attending.quadsPerHead));
  for (var p = lane; p < count; p += WORKGROUP_SIZE) {
    var total = 0.0;
    for (var i = 0u; i < SPLIT; i++) {
      total += dotPartials[p * SPLIT + i];
    }
    scores[p] = total * scale;
  }
  workgroupBarrier();
  var highest = LOWEST;
  for (var p = 0u; p < count; p++) {
    highest = max(highest, scores[p]);
  }
  for (var p = lane; p < count; p += WORKGROUP_SIZE) {
    weights[p] = exp(scores[p] - highest);
  }
  workgroupBarrier();

  // Threads share out the quads of the head, and with what is left over the positions.
  let quad = lane % attending.quadsPerHead;
  let lanesPerQuad = WORKGROUP_SIZE / attending.quadsPerHead;
  let turn = lane / attending.quadsPerHead;
  var sum = vec4f();
  if (turn < lanesPerQuad) {
    for (var p = turn; p < count; p += lanesPerQuad) {
      sum = fma(vec4f(weights[p]), valueAt(head, firstPosition + p, quad), sum);
    }
  }
  sumPartials[lane] = sum;
  workgroupBarrier();
  if (lane < attending.quadsPerHead) {
    var total = vec4f();
    for (var i = 0u; i < lanesPerQuad; i++) {
      total += sumPartials[i * attending.quadsPerHead + lane];
    }
    chunkSums[item * attending.quadsPerHead + lane] = total;
  }
  if (lane == 0u) {
    var total = 0.0;
    for (var p = 0u; p < count; p++) {
      total += weights[p];
    }
    extents[item] = vec2f(highest, total);
  }
}

// ---- combine: chunks of a head, each weighted by the exponential of its highest score.

struct CombineParams {
  quadCount: u32,
  quadsPerHead: u32,
  chunkCount: u32,
}

@group(0) @binding(0) var<storage, read> allSums: array<vec4f>;
@group(0) @binding(1) var<storage, read> allExtents: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> attended: array<vec4f>;
@group(0) @binding(3) var<uniform> combining: CombineParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn combine(@builtin(global_invocation_id) thread: vec3u) {
  if (thread.x >= combining.quadCount) {
    return;
  }
  let head = thread.x / combining.quadsPerHead;
  let quad = thread.x % combining.quadsPerHead;
  let first = head * combining.chunkCount;
  var highest = LOWEST;
  for (var chunk = 0u; chunk < combining.chunkCount; chunk++) {
    highest = max(highest, allExtents[first + chunk].x);
  }
  var sum = vec4f();
  var total = 0.0;
  for (var chunk = 0u; chunk < combining.chunkCount; chunk++) {
    let extent = allExtents[first + chunk];
    let weight = exp(extent.x - highest);
    total += weight * extent.y;
    sum += weight * allSums[(first + chunk) * combining.quadsPerHead + quad];
  }
  attended[thread.x] = sum / total;
}
