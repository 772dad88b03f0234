import { describe, expect, it } from 'vitest';
import { onnxMatmul } from '../../../bench/peers/onnx-matmul.ts';

type Fields = readonly (readonly [field: number, value: number | Uint8Array])[];

/** A protocol buffer message, by its wire format: varints and length-delimited fields. */
function fieldsOf(bytes: Uint8Array): Fields {
  const fields: [number, number | Uint8Array][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    if ((key & 7) === 0) fields.push([key >> 3, varint()]);
    else {
      expect(key & 7).toBe(2);
      const length = varint();
      fields.push([key >> 3, bytes.subarray(at, at + length)]);
      at += length;
    }
  }
  expect(at).toBe(bytes.length);
  return fields;
}

const nested = (fields: Fields, field: number): Fields[] =>
  fields.filter(([number]) => number === field).map(([, value]) => fieldsOf(value as Uint8Array));
const texts = (fields: Fields, field: number): string[] =>
  fields
    .filter(([number]) => number === field)
    .map(([, value]) => new TextDecoder().decode(value as Uint8Array));

describe('onnxMatmul', () => {
  it('is a model of one MatMul node with fixed f32 shapes', () => {
    const model = fieldsOf(onnxMatmul([128, 300], [300, 1]));
    const [graph] = nested(model, 7);
    const [node] = nested(graph!, 1);
    expect([texts(node!, 1), texts(node!, 2), texts(node!, 4)]).toEqual([['A', 'B'], ['C'], ['MatMul']]);
    const shapes = [...nested(graph!, 11), ...nested(graph!, 12)].map(info => {
      const [type] = nested(info, 2);
      const [tensor] = nested(type!, 1);
      expect(tensor!.find(([field]) => field === 1)![1]).toBe(1);
      const [shape] = nested(tensor!, 2);
      return [texts(info, 1)[0], nested(shape!, 1).map(dimension => dimension[0]![1])];
    });
    expect(shapes).toEqual([
      ['A', [128, 300]],
      ['B', [300, 1]],
      ['C', [128, 1]],
    ]);
    expect(nested(model, 8)).toHaveLength(1);
  });
});
