// Finds the number whose hash, after the salt, is the challenge: ALTCHA's first protocol. It works
// beside the page, so nobody who writes notices it, and in small batches, so it can be stopped.

const BATCH = 200;
const encoder = new TextEncoder();

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ salt, challenge, maxnumber }) {
  for (let from = 0; from <= maxnumber; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxnumber + 1 - from) }, (_, step) => from + step);
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${salt}${number}`))),
    );
    const found = hashes.findIndex((hash) => hex(hash) === challenge);
    if (found >= 0) return numbers[found];
  }
  return null;
}

self.addEventListener("message", async ({ data: task }) => {
  const began = performance.now();
  const number = await solve(task).catch(() => null);
  self.postMessage({ number, took: Math.round(performance.now() - began) });
});
