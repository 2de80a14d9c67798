// Renders an AsyncAPI document as one page that needs no other file: node page.mjs DOCUMENT PAGE
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Parser } from '@asyncapi/parser';

const require = createRequire(import.meta.url);
const React = require('react');
const { renderToStaticMarkup } = require('react-dom/server');
const AsyncApi = require('@asyncapi/react-component/lib/cjs/without-parser').default;

const [file, page] = process.argv.slice(2);
const { document } = await new Parser().parse(readFileSync(file, 'utf8'), { source: path.resolve(file) });
const body = renderToStaticMarkup(
  React.createElement(AsyncApi, { schema: document, config: { expand: { messageExamples: true }, show: { sidebar: false } } }),
);
const style = readFileSync(require.resolve('@asyncapi/react-component/styles/default.min.css'), 'utf8');
const title = document.info().title();
writeFileSync(
  page,
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><style>${style}</style></head>\n<body>${body}</body></html>\n`,
);
