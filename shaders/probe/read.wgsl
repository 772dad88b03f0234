// Reads every word and adds it up, modulo 2^32: integer sums are exact in any order, and no compiler can leave a load out.
//
// Layout: data is an array of chunks of 2048 vec4u (32 KiB). A workgroup makes one or more visits; a visit streams one
//   chunk, consecutive threads reading consecutive vec4s. Several passes are more visits, so nothing can be kept in registers.
// One thread: every workgroupSize-th vec4 of the chunk, loads of them in flight; stores its sum once a visit, without any
//   barrier (4 B stored per 2048 · 16 / workgroupSize B read; the host adds them up).
// Limited by: the memory or cache that holds the data. Whether it is the memory, dilution tells: it sends a share of the
//   chunks to a small resident set by the rule below and changes nothing else.
// Source: the read kernels of mixbench and clpeak, rearranged in chunks.

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
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;
@group(0) @binding(2) var<uniform> params: Params;

const CHUNK_VEC4S = 2048u;
override workgroupSize: u32 = 128u;
override loads: u32 = 8u;

fn sumOfFour(i: u32) -> vec4u {
  return (data[i] + data[i + workgroupSize]) + (data[i + 2u * workgroupSize] + data[i + 3u * workgroupSize]);
}

fn sumOfChunk(chunk: u32, lane: u32) -> u32 {
  var sum = vec4u(0u);
  let end = (chunk + 1u) * CHUNK_VEC4S;
  for (var i = chunk * CHUNK_VEC4S + lane; i < end; i += loads * workgroupSize) {
    sum += sumOfFour(i);
    if (loads == 8u) {
      sum += sumOfFour(i + 4u * workgroupSize);
    }
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}

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
    let kept = ((chunk * 2654435769u) >> 30u) < params.keptQuarters;
    let source = select(chunk % params.residentChunks, chunk, kept);
    sums[visit * workgroupSize + lane] = sumOfChunk(source, lane);
  }
}
