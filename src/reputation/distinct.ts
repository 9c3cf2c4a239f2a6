/**
 * How many different 64-bit numbers stand in these buffers. A table of open addressing over two arrays of 32 bits: a
 * `Set` of bigints takes ten times as long. The numbers are hashes, so their low bits are their place.
 */
export function distinctCount(buffers: readonly Uint8Array[]): number {
  const total = buffers.reduce((sum, { byteLength }) => sum + Math.floor(byteLength / 8), 0);
  let size = 16;
  while (size < total * 2) size *= 2;
  const [highs, lows] = [new Int32Array(size), new Int32Array(size)];
  let count = 0;
  // Zero marks a free place, so it is counted apart.
  let hasZero = false;
  for (const buffer of buffers) {
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    for (let at = 0; at + 8 <= buffer.byteLength; at += 8) {
      const high = view.getInt32(at);
      const low = view.getInt32(at + 4);
      if (high === 0 && low === 0) {
        hasZero = true;
        continue;
      }
      let place = low & (size - 1);
      while ((highs[place] !== 0 || lows[place] !== 0) && !(highs[place] === high && lows[place] === low))
        place = (place + 1) & (size - 1);
      if (highs[place] === 0 && lows[place] === 0) {
        highs[place] = high;
        lows[place] = low;
        count += 1;
      }
    }
  }
  return hasZero ? count + 1 : count;
}
