/**
 * Runs `npm run read-list < FILE`. It prints one JSON line for each row, each rejected value and each ignored
 * piece of a list.
 */
import { text } from 'node:stream/consumers';
import { readList } from '../shared/read-list/read-list.ts';

const { rows, rejects, ignored } = readList(await text(process.stdin));
for (const row of rows) process.stdout.write(`${JSON.stringify({ row })}\n`);
for (const reject of rejects) process.stdout.write(`${JSON.stringify({ reject })}\n`);
for (const passed of ignored) process.stdout.write(`${JSON.stringify({ ignored: passed })}\n`);
