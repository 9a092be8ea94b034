/**
 * The bytes of an ONNX model with one node, in Protocol Buffers' wire format. Field numbers: onnx/onnx.proto of ONNX 1.16
 * (ModelProto, GraphProto, NodeProto, AttributeProto, ValueInfoProto, TypeProto).
 */
export function oneNodeModel(node: OnnxNode): Uint8Array {
  const inputs = node.inputs.map(({ name, type }) => message(11, valueInfo(name, type)));
  const attributes = Object.entries(node.attributes).map(([name, value]) => message(5, attribute(name, value)));
  const names = node.inputs.map(({ name }) => text(1, name));
  const encoded = [...names, text(2, "loss"), text(4, node.operator), ...attributes];
  const graph = [message(1, encoded), text(2, "one"), ...inputs, message(12, valueInfo("loss", node.output))];
  const opset = [text(1, ""), integer(2, 13)];
  return Uint8Array.from([integer(1, IR_VERSION), message(7, graph), message(8, opset)].flat(2));
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly { readonly name: string; readonly type: ElementType }[];
  readonly output: ElementType;
  /** A string, an integer, or, in an object, a float. */
  readonly attributes: { readonly [name: string]: string | number | { readonly float: number } };
}

/** TensorProto.DataType */
export const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

// --- internal ---

/** Of ONNX 1.8, the first with operator set 13. */
const IR_VERSION = 7;

type Bytes = readonly number[];

function attribute(name: string, value: OnnxNode["attributes"][string]): Bytes[] {
  if (typeof value === "string") return [text(1, name), text(4, value), integer(20, 3)];
  if (typeof value === "number") return [text(1, name), integer(3, value), integer(20, 2)];
  return [text(1, name), float(2, value.float), integer(20, 1)];
}

/** A tensor of unknown shape. */
function valueInfo(name: string, type: ElementType): Bytes[] {
  return [text(1, name), message(2, [message(1, [integer(1, ELEMENT_TYPES[type])])])];
}

function message(field: number, parts: readonly Bytes[]): Bytes {
  const body = parts.flat();
  return [...varint(BigInt(field * 8 + 2)), ...varint(BigInt(body.length)), ...body];
}

function text(field: number, value: string): Bytes {
  return message(field, [[...new TextEncoder().encode(value)]]);
}

function integer(field: number, value: number): Bytes {
  return [...varint(BigInt(field * 8)), ...varint(BigInt.asUintN(64, BigInt(value)))];
}

function float(field: number, value: number): Bytes {
  return [...varint(BigInt(field * 8 + 5)), ...new Uint8Array(Float32Array.of(value).buffer)];
}

function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
}
