// NumPy's array file, as the server writes it: version 1, little endian, C order.
const arrays = {
  u1: Uint8Array, i1: Int8Array, u2: Uint16Array, i2: Int16Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array, f8: Float64Array,
};

/** @returns the planes (the first axis) of an array, each as a typed array */
export function parseNpy(buffer) {
  const headerLength = new DataView(buffer).getUint16(8, true);
  const header = new TextDecoder('latin1').decode(new Uint8Array(buffer, 10, headerLength));
  const [, type] = /'descr': '[<|=](\w\d)'/.exec(header) ?? [];
  const [planes, ...size] = /'shape': \(([^)]*)\)/.exec(header)[1].split(',').filter((n) => n.trim()).map(Number);
  const Samples = arrays[type];
  if (!Samples) {
    throw new Error(`Values of this type cannot be shown: ${header.trim()}`);
  }

  const length = size.reduce((a, b) => a * b, 1);
  const data = buffer.slice(10 + headerLength); // Typed arrays need an aligned start.
  return Array.from({ length: planes }, (_, plane) => new Samples(data, plane * length * Samples.BYTES_PER_ELEMENT, length));
}
