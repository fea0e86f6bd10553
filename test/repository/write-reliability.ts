import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './reliability-tables.ts';
import { ROOT } from './source-files.ts';

const path = join(ROOT, 'docs/reliability.md');
writeFileSync(path, withTables(readFileSync(path, 'utf8')));
