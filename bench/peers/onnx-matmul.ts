/**
 * An ONNX model of one MatMul node, as the bytes of its protocol buffer: C = A·B in f32, shapes fixed. Field numbers are
 * those of onnx.proto (ONNX 1.x): ModelProto, GraphProto, NodeProto, ValueInfoProto, TypeProto.
 */

const FLOAT = 1;
const IR_VERSION = 8;
const OPSET_VERSION = 13;

/** @param shapes [rows, columns] of A and B */
export function onnxMatmul(a: readonly [number, number], b: readonly [number, number]): Uint8Array {
  const node = message([text(1, 'A'), text(1, 'B'), text(2, 'C'), text(4, 'MatMul')]);
  const graph = message([
    bytes(1, node),
    text(2, 'product'),
    bytes(11, valueInfo('A', a)),
    bytes(11, valueInfo('B', b)),
    bytes(12, valueInfo('C', [a[0], b[1]])),
  ]);
  const opset = message([text(1, ''), integer(2, OPSET_VERSION)]);
  return Uint8Array.from(message([integer(1, IR_VERSION), bytes(7, graph), bytes(8, opset)]));
}

function valueInfo(name: string, shape: readonly number[]): number[] {
  const dimensions = message(shape.map(size => bytes(1, integer(1, size))));
  const tensor = message([integer(1, FLOAT), bytes(2, dimensions)]);
  return message([text(1, name), bytes(2, bytes(1, tensor))]);
}

function message(fields: readonly (readonly number[])[]): number[] {
  return fields.flat();
}

function integer(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function bytes(field: number, content: readonly number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(content.length), ...content];
}

function text(field: number, value: string): number[] {
  return bytes(field, [...new TextEncoder().encode(value)]);
}

/** Seven bits a byte, low ones first. */
function varint(value: number): number[] {
  const digits: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...digits, rest];
    digits.push((rest % 128) | 128);
  }
}
