// Copies every word: as many bytes are read as written.
//
// Layout: data and output are arrays of chunks of 2048 vec4s (32 KiB). A workgroup makes one or more visits; a visit
//   copies one chunk, consecutive threads on consecutive vec4s. Passes are more visits: they write the same words again, so
//   their order does not matter.
// One thread: every workgroupSize-th vec4 of the chunk, four loads in flight before the first store.
// Limited by: the memory or cache that holds both arrays.
// Source: the copy kernel of BabelStream.

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

@group(0) @binding(0) var<storage, read> data: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> output: array<vec4u>;
@group(0) @binding(2) var<uniform> params: Params;

const CHUNK_VEC4S = 2048u;
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
  for (var k = 0u; k < params.visitsPerGroup; k++) {
    let visit = group * params.groupStep + k * params.visitStep;
    if (visit >= params.visitCount) {
      return;
    }
    let chunk = visit % params.chunkCount;
    let end = (chunk + 1u) * CHUNK_VEC4S;
    for (var i = chunk * CHUNK_VEC4S + lane; i < end; i += 4u * workgroupSize) {
      let a = data[i];
      let b = data[i + workgroupSize];
      let c = data[i + 2u * workgroupSize];
      let d = data[i + 3u * workgroupSize];
      output[i] = a;
      output[i + workgroupSize] = b;
      output[i + 2u * workgroupSize] = c;
      output[i + 3u * workgroupSize] = d;
    }
  }
}
