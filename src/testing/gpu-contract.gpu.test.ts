import { describe, expect, it } from 'vitest';
import { kernels } from '../catalog.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import { foldWorkgroups } from '../core/workgroups.ts';
import format from '../formats/dense.format.ts';
import { testGpu } from '../gpu/testing.ts';
import { uniform } from '../kernels/uniform.ts';
import operation from '../operations/matvec.operation.ts';
import { contractCases, contractFaults } from './gpu-contract.ts';

const WGSL = `
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<uniform> shape: vec4u;

const LANES = 8u;
var<workgroup> sums: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) lane: u32) {
  let row = group.y * groups.x + group.x;
  if (row >= shape.x) { return; }
  var sum = 0.0;
  for (var k = lane; k < shape.y; k += LANES) { sum += a[row * shape.z + k] * x[k]; }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane > 0u) { return; }
  var total = 0.0;
  for (var i = 0u; i < LANES; i++) { total += sums[i]; }
  y[row] = total;
}`;

/** A workgroup of eight to a row of f32, as a newcomer might write it. */
const RIGHT: KernelDescriptor = {
  id: 'gemv/newcomer',
  label: 'newcomer',
  description: 'Eight lanes to a row.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl: WGSL,
  tunables: {},
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'none',
  supports: ({ a }, limits) =>
    4 * a.rowCount * (a.columnCount + 3) <= limits.maxStorageBufferBindingSize ||
    'the matrix takes 2 bindings',
  launch: ({ problem, encoded, limits }) => {
    const { rowCount, columnCount } = problem.a;
    const values = encoded.arrays.values!;
    return {
      resources: [
        { name: 'a', role: 'weights', data: values, byteLength: values.byteLength },
        { name: 'x', role: 'input', data: problem.rhs, byteLength: problem.rhs.byteLength },
        { name: 'y', role: 'output', byteLength: 4 * rowCount },
        uniform('shape', [rowCount, columnCount, encoded.meta.rowStride!, 0]),
      ],
      constants: {},
      specialize: {},
      stages: [
        {
          entryPoint: 'main',
          bindings: ['a', 'x', 'y', 'shape'],
          workgroups: foldWorkgroups(rowCount, limits),
        },
      ],
      work: {
        usefulFlops: operation.usefulFlops(problem),
        executedFlops: 2 * rowCount * columnCount,
        compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a), true),
        modelledBytes: 4 * rowCount * (columnCount + 4),
      },
      outputType: 'f32',
    };
  },
};

/** By the text that each mistake changes. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
  ["returns one lane's partial sum", 'y[row] = total', 'y[row] = sum'],
  ['drops the last row', 'row >= shape.x', 'row + 1u >= shape.x'],
  ['reads a stale buffer', 'y[row] = total', 'y[row] += total'],
  [
    'adds to what the run before it left',
    'y[row] = total',
    'y[row] = total + select(0.0, y[row], abs(y[row]) < 1e30)',
  ],
  ['forgets that workgroups are folded', 'group.y * groups.x + group.x', 'group.x'],
];

/** Of the catalogue with one more kernel, what the contract says of that one. */
function added(kernel: KernelDescriptor): ReadonlyMap<string, KernelDescriptor> {
  const copy = new Map([...kernels, [kernel.id, kernel]]);
  return new Map([...copy].filter(([id]) => !kernels.has(id)));
}

describe('the contract of the catalogue', () => {
  it('finds no fault with a kernel that is right', async context => {
    expect(await contractFaults(await testGpu(context), added(RIGHT))).toEqual([]);
  });

  it.for(MISTAKES)('fails a kernel that %s, and says where to look', async ([name, from, to], context) => {
    const gpu = await testGpu(context);
    const wrong = { ...RIGHT, id: `gemv/${name.replaceAll(/\W+/g, '-')}`, wgsl: WGSL.replace(from, to) };
    expect(wrong.wgsl).not.toBe(WGSL);
    const faults = await contractFaults(gpu, added(wrong));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toContain(`Look in src/kernels/${wrong.id}.kernel.ts and the shader that it imports`);
  });

  it('names the file to write for an operation, or a format, that brings no contract', () => {
    const of = (parts: Partial<KernelDescriptor>) => () => contractCases({ ...RIGHT, ...parts });
    expect(of({ operation: 'spmspv' })).toThrow(
      /no operation .* "spmspv": write src\/operations\/spmspv\.operation\.ts/,
    );
    expect(of({ format: 'jds-f32' })).toThrow(
      /no format .* "jds-f32": write src\/formats\/jds-f32\.format\.ts/,
    );
  });
});
