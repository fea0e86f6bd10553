/** Makes one file of the agent and of all that it imports, for Debian 12's own Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type BundledPackage, noticeOf, readPackages } from './bundled-packages.ts';

export const ROOT = join(import.meta.dirname, '../..');
const OLDEST_NODE = 'node18.19';

export interface Bundle {
  readonly text: string;
  readonly packages: readonly BundledPackage[];
  /** The licenses of the agent and of the packages. */
  readonly notice: string;
}

export async function bundleAgent(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    // Paths in the result are from here, so that they are the same on every machine.
    absWorkingDir: ROOT,
    entryPoints: ['agent/packaging/packaged-agent.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: OLDEST_NODE,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const modules = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  );
  const packages = readPackages(ROOT, modules);
  const notice = noticeOf(readFileSync(join(ROOT, 'LICENSE'), 'utf8'), packages);
  const code = outputFiles[0]?.text ?? '';
  return { text: `${withoutFirstLine(code)}\n${commentOf(notice)}`, packages, notice };
}

/** The line that names the interpreter depends on where the program goes. */
function withoutFirstLine(code: string): string {
  return code.replace(/^#!.*\n/, '');
}

function commentOf(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `// ${line}`.trimEnd())
    .join('\n')
    .concat('\n');
}
