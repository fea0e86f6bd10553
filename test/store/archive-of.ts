import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };

export function archiveOf(what: 'chrome' | 'firefox' | 'sources', output: string): string {
  return join(output, `sendgate-${manifest.version}-${what}.zip`);
}
