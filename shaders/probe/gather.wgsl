// Chains of dependent loads from random lines: state ← state · k + (first word of the line that the state picks), modulo
// 2^32. The top bits pick the line: the low bits of a product depend on low bits alone, and chains would run into each other.
//
// Layout: table is an array of lines of 64 bytes (16 words), a power of two of them; a step loads a line's first word. One
//   word brings the whole line, and where loads are slow instructions (CPU adapters) it leaves memory as what is waited for.
// One thread: one chain of params.steps steps, begun at a state of its own; stores the last state.
// Limited by: the latency of memory where few chains are in flight, by random lines a second where many are. Dilution
//   sends the workgroups of a share of the chains to the first lines alone, by the rule below, and changes nothing else.
// Source: the pointer chase of lmbench (McVoy and Staelin, 1996), without the stored pointers.

struct Params {
  chainCount: u32,
  steps: u32,
  shift: u32,
  mask: u32,
  residentShift: u32,
  residentMask: u32,
  keptQuarters: u32,
}

@group(0) @binding(0) var<storage, read> table: array<u32>;
@group(0) @binding(1) var<storage, read_write> states: array<u32>;
@group(0) @binding(2) var<uniform> params: Params;

const LINE_WORDS = 16u;
const STEP_MULTIPLIER = 0x93d765ddu;
const START_MULTIPLIER = 0x9e3779b9u;
override workgroupSize: u32 = 64u;

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let chain = group * workgroupSize + lane;
  if (chain >= params.chainCount) {
    return;
  }
  let kept = ((group * 2654435769u) >> 30u) < params.keptQuarters;
  let shift = select(params.residentShift, params.shift, kept);
  let mask = select(params.residentMask, params.mask, kept);
  var state = (chain + 1u) * START_MULTIPLIER;
  for (var step = 0u; step < params.steps; step++) {
    state = state * STEP_MULTIPLIER + table[((state >> shift) & mask) * LINE_WORDS];
  }
  states[chain] = state;
}
