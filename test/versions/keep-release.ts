/**
 * Keeps the Worker, the extension, the integrations and the agent of this version. Later versions
 * have to pass their tests beside them.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_SCRIPT, bundleWorker, DESCRIPTION } from '../../local/worker-bundle.ts';
import { VERSION } from '../../worker/platform/version.ts';
import { ROOT } from '../repository/source-files.ts';
import { runWxt } from '../store/run-wxt.ts';
import { keepAgent } from './keep-agent.ts';

/** Files that no operator installs. */
const READ_ALONE = /(?:\/README\.md|\/tsconfig\.json|\.d\.ts)$/;

const made = await mkdtemp(join(tmpdir(), 'sendgate-release-'));
const kept = join(ROOT, 'test/fixtures', `release-${VERSION}`);
try {
  await bundleWorker(made);
  const script = await readFile(join(made, BUNDLE_SCRIPT), 'utf8');
  const description = JSON.parse(await readFile(join(made, DESCRIPTION), 'utf8'));
  await mkdir(kept, { recursive: true });
  await writeFile(join(kept, BUNDLE_SCRIPT), script.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
  // The path of the maker's own folder means nothing elsewhere.
  const portable = { ...description, rootPath: '.' };
  await writeFile(join(kept, DESCRIPTION), `${JSON.stringify(portable, undefined, 2)}\n`);
  await runWxt('build', 'chrome', made);
  await cp(join(made, 'chrome-mv3'), join(kept, 'extension'), { recursive: true });
  await cp(join(ROOT, 'integrations'), join(kept, 'integrations'), {
    recursive: true,
    filter: (file) => !READ_ALONE.test(file),
  });
  await keepAgent(kept);
} finally {
  await rm(made, { recursive: true });
}
