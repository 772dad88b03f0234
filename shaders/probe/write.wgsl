// Writes into word i the pattern p(i) = h ^ (h >> 15), h = (i + 1) · 2654435769 mod 2^32: cheap, and neither constant nor a
// ramp, which memory could store compressed.
//
// Layout: output is an array of chunks of 2048 vec4s (32 KiB). A workgroup makes one or more visits; a visit fills one
//   chunk, consecutive threads writing consecutive vec4s. Passes are more visits: they write the same words again, so
//   their order does not matter.
// One thread: every workgroupSize-th vec4 of the chunk.
// Limited by: the memory or cache that takes the words.
// Source: the fill kernels of BabelStream and mixbench.

struct Params {
  visitCount: u32,
  chunkCount: u32,
  groupCount: u32,
  visitsPerGroup: u32,
  groupStep: u32,
  visitStep: u32,
  firstChunk: u32,
  keptQuarters: u32,
  residentChunks: u32,
}

@group(0) @binding(0) var<storage, read_write> output: array<vec4u>;
@group(0) @binding(1) var<uniform> params: Params;

const CHUNK_VEC4S = 2048u;
const SPREAD = 2654435769u;
override workgroupSize: u32 = 128u;

@compute @workgroup_size(workgroupSize)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  if (group >= params.groupCount) {
    return;
  }
  let steps = vec4u(1u, 2u, 3u, 4u) * SPREAD;
  for (var k = 0u; k < params.visitsPerGroup; k++) {
    let visit = group * params.groupStep + k * params.visitStep;
    if (visit >= params.visitCount) {
      return;
    }
    let chunk = visit % params.chunkCount;
    let end = (chunk + 1u) * CHUNK_VEC4S;
    for (var i = chunk * CHUNK_VEC4S + lane; i < end; i += workgroupSize) {
      let firstWord = 4u * (params.firstChunk * CHUNK_VEC4S + i);
      let spread = vec4u(firstWord * SPREAD) + steps;
      output[i] = spread ^ (spread >> vec4u(15u));
    }
  }
}
