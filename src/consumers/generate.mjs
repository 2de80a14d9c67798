// Generates types from an AsyncAPI document by the official generator: node generate.mjs DOCUMENT FOLDER
import { JavaFileGenerator, TypeScriptFileGenerator, JAVA_JACKSON_PRESET } from '@asyncapi/modelina';
import { Parser } from '@asyncapi/parser';
import { readFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const [file, folder] = process.argv.slice(2);
const { document } = await new Parser().parse(readFileSync(file, 'utf8'), { source: path.resolve(file) });
const java = path.join(folder, 'java'), typescript = path.join(folder, 'typescript');
[java, typescript].forEach((each) => mkdirSync(each, { recursive: true }));
const models = await new TypeScriptFileGenerator({ modelType: "interface", enumType: "union", rawPropertyNames: true })
  .generateToFiles(document, typescript, { exportType: 'named' });
await new JavaFileGenerator({ presets: [JAVA_JACKSON_PRESET], collectionType: 'List' })
  .generateToFiles(document, java, { packageName: 'generated' });
console.log(models.map((model) => model.modelName).sort().join(' '));
