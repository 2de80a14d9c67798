// Checks an AsyncAPI document by the official parser: node validate.mjs DOCUMENT
import { Parser } from '@asyncapi/parser';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const LATEST_VERSION = 'asyncapi-latest-version'; // The generator makes models from 3.0.0 only.
const [file] = process.argv.slice(2);
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: path.resolve(file) });
const problems = diagnostics.filter((each) => each.code !== LATEST_VERSION);
problems.forEach((each) => console.log(`${file}: ${each.path.join('.')}: ${each.message}`));
if (document) console.log(document.channels().all().map((channel) => channel.id()).sort().join(' '));
process.exit(document && problems.length === 0 ? 0 : 1);
