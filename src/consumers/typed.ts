// Reads records' values, one a line, by the types that were generated from the AsyncAPI document.
import { createInterface } from 'node:readline';
import type { StoredVariant } from './generated/typescript/StoredVariant';

createInterface({ input: process.stdin }).on('line', (line) => {
  const variant: StoredVariant = JSON.parse(line);
  const seconds: number = variant.duration ?? 0;
  console.log(`${variant.connection}/${variant.mediaId}/${variant.label}@${variant.storedAt}\t${variant.type} ${seconds} s`);
});
