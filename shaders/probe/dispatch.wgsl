// Writes one word. What it costs is the dispatch: launching one workgroup of one thread and waiting for it.
//
// Layout: output is one word, taken from a uniform.
// One thread: everything.
// Limited by: the cost of a dispatch.
// Source: the empty kernel of every launch-overhead benchmark, with a result so that it can be checked.

struct Params {
  word: u32,
}

@group(0) @binding(0) var<storage, read_write> output: array<u32>;
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(1)
fn main() {
  output[0] = params.word;
}
