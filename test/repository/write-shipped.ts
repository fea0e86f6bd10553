/** `npm run shipped`: writes docs/shipped.md. */
import { writeFile } from 'node:fs/promises';
import { describeShipped, findShippedPackages, SHIPPED_FILE } from './shipped-packages.ts';

await writeFile(SHIPPED_FILE, describeShipped(await findShippedPackages()));
