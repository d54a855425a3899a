// Unpacks data that the kernel has packed with gzip.

export function gunzip(pieces) {
  return new Response(new Blob(pieces).stream().pipeThrough(new DecompressionStream("gzip")));
}
