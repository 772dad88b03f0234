// Chained counter: n[0] ← n[0] + 1, with WORK steps of integer arithmetic in between so that a dispatch lasts long
// enough to overlap with the next one where the device allows that.
//
// Layout: one u32. One thread does everything. Each dispatch needs the result of the one before it, so after d
// dispatches of one pass the counter must have grown by d: dispatches that write the same buffer are ordered.
// Limited by latency, on purpose.
// Source: none, it is a definition.

override WORK: u32 = 4096u;

@group(0) @binding(0) var<uniform> step: vec4<u32>;
@group(0) @binding(1) var<storage, read_write> n: array<u32>;

@compute @workgroup_size(1)
fn main() {
  var state = n[0];
  for (var i = 0u; i < WORK; i++) {
    // A multiplication with an odd number and its inverse, taken in turn: the compiler keeps the chain, the value returns.
    state = state * select(2654435769u, 340573321u, (i & 1u) == 1u);
  }
  n[0] = state + step.x;
}
