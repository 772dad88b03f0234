// Chained counter: n[0] ← n[0] + 1, with WORK steps of integer arithmetic in between so that a dispatch lasts long
// enough to overlap with the next one where the device allows that.
//
// Layout: one u32. One thread does everything. Each dispatch needs the result of the one before it, so after d
// dispatches of one pass the counter must have grown by d: dispatches that write the same buffer are ordered.
// Limited by latency, on purpose.
// Source: a linear congruential step (Numerical Recipes' constants) and a shift-xor in turn: no two steps fold into one.

override WORK: u32 = 4096u;

// x: added to the counter; y: bits of the chain's end that are added too. None are, but a compiler cannot know.
@group(0) @binding(0) var<uniform> step: vec4<u32>;
@group(0) @binding(1) var<storage, read_write> n: array<u32>;

@compute @workgroup_size(1)
fn main() {
  let count = n[0];
  var state = count;
  for (var i = 0u; i < WORK; i++) {
    state = state * 1664525u + 1013904223u;
    state = state ^ (state >> 15u);
  }
  n[0] = count + step.x + (state & step.y);
}
