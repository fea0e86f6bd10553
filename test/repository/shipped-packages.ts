/**
 * The packages whose code is in the deployed Worker, in the stores' archives or in the packaged agent, as the bundlers
 * report them.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'wxt';
import { z } from 'zod';
import { bundleAgent } from '../../agent/packaging/bundle-agent.ts';
import { ROOT } from './source-files.ts';

const run = promisify(execFile);

export const SHIPPED_FILE = join(ROOT, 'docs/shipped.md');

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});
const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly worker: boolean;
  readonly extension: boolean;
  readonly agent: boolean;
}

export async function findShippedPackages(): Promise<ShippedPackage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sendgate-shipped-'));
  try {
    const worker = packageFolders(await workerModules(folder));
    const extension = packageFolders(await extensionModules(folder));
    const agent = new Set((await bundleAgent()).packages.map((each) => each.folder));
    const all = [...new Set([...worker, ...extension, ...agent])].sort();
    return await Promise.all(
      all.map(async (path) => ({
        ...Manifest.parse(JSON.parse(await readFile(join(ROOT, path, 'package.json'), 'utf8'))),
        worker: worker.has(path),
        extension: extension.has(path),
        agent: agent.has(path),
      })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function describeShipped(packages: readonly ShippedPackage[]): string {
  const mark = (is: boolean) => (is ? 'yes' : '–');
  const rows = packages.map(
    ({ name, version, license, worker, extension, agent }) =>
      `| ${name} | ${version} | ${license} | ${mark(worker)} | ${mark(extension)} | ${mark(agent)} |`,
  );
  return `# What is shipped

These packages have code in the Worker’s bundle, in the extension’s builds or in the packaged agent. All others in
\`package-lock.json\` are for building and testing, and have code in none of them. \`npm run shipped\` writes this page from the
reports of the bundlers, and a test compares it.

| package | version | license | Worker | extension | agent |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

async function workerModules(folder: string): Promise<string[]> {
  const metafile = join(folder, 'worker.json');
  const output = ['--outdir', join(folder, 'worker'), '--metafile', metafile];
  await run('npx', ['wrangler', 'deploy', '--dry-run', ...output], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
  });
  const { outputs } = Metafile.parse(JSON.parse(await readFile(metafile, 'utf8')));
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );
}

async function extensionModules(folder: string): Promise<string[]> {
  const modules: string[] = [];
  const collector = {
    name: 'collect-modules',
    generateBundle(_options: unknown, bundle: object) {
      for (const chunk of Object.values(bundle)) {
        for (const [path, { renderedLength }] of Object.entries<{ renderedLength: number }>(
          chunk.modules ?? {},
        )) {
          if (renderedLength > 0) modules.push(path);
        }
      }
    },
  };
  await build({
    root: join(ROOT, 'extension'),
    outDir: join(folder, 'extension'),
    vite: () => ({ plugins: [collector] }),
  });
  return modules;
}

/** The folder of each package, from the root. The innermost node_modules counts. */
function packageFolders(modules: readonly string[]): Set<string> {
  return new Set(
    modules.flatMap((path) => {
      const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      return found ? [found.slice(found.indexOf('node_modules/'))] : [];
    }),
  );
}
