/** Makes the Debian package. The same sources and the same time give the same bytes. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Bundle } from './bundle-agent.ts';

const run = promisify(execFile);

const PROGRAM = 0o755;
const TEXT = 0o644;
const MAN_PAGE = 'usr/share/man/man8/sendgate-agent.8.gz';
const DOCUMENTS = 'usr/share/doc/sendgate-agent';
/** The files of the package, by their places here. */
const COPIED = {
  'agent.conf': 'etc/sendgate/agent.conf',
  'sendgate-agent.service': 'usr/lib/systemd/system/sendgate-agent.service',
  'sendgate-agent.socket': 'usr/lib/systemd/system/sendgate-agent.socket',
} as const;
const SCRIPTS = ['postinst', 'prerm', 'postrm'] as const;

export interface PackageOptions {
  readonly bundle: Bundle;
  readonly version: string;
  /** The time of every file in it, in seconds since 1970: SOURCE_DATE_EPOCH. */
  readonly epoch: number;
  /** The folder for the package. */
  readonly folder: string;
}

/** Returns the path of the package. */
export async function makeDebianPackage(options: PackageOptions): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'sendgate-agent-package-'));
  try {
    await chmod(tree, PROGRAM);
    await fill(new Tree(tree), options);
    const file = join(options.folder, `sendgate-agent_${debianVersion(options.version)}_all.deb`);
    // Several threads would divide the data in another way on another machine.
    const how = ['--root-owner-group', '-Zxz', '--threads-max=1'];
    await run('dpkg-deb', [...how, '--build', tree, file], {
      env: { PATH: process.env.PATH, SOURCE_DATE_EPOCH: String(options.epoch) },
    });
    return file;
  } finally {
    await rm(tree, { recursive: true });
  }
}

async function fill(tree: Tree, { bundle, version, epoch }: PackageOptions): Promise<void> {
  const written = new Date(epoch * 1000);
  const program = `#!/usr/bin/node\n${bundle.text}`;
  await tree.write('usr/share/sendgate-agent/sendgate-agent.mjs', program, PROGRAM);
  await tree.link('usr/bin/sendgate-agent', '../share/sendgate-agent/sendgate-agent.mjs');
  for (const [source, place] of Object.entries(COPIED))
    await tree.write(place, await readHere(source));
  const manual = replaceAll(await readHere('sendgate-agent.8'), {
    '@VERSION@': version,
    '@DATE@': written.toISOString().slice(0, 10),
  });
  await tree.write(MAN_PAGE, gzipSync(manual, { level: 9 }));
  await tree.write(`${DOCUMENTS}/copyright`, await copyrightOf(bundle));
  const changelog = replaceAll(await readHere('debian/changelog'), {
    '@VERSION@': debianVersion(version),
    '@DATE@': written.toUTCString().replace('GMT', '+0000'),
  });
  await tree.write(`${DOCUMENTS}/changelog.gz`, gzipSync(changelog, { level: 9 }));

  const control = replaceAll(await readHere('debian/control'), {
    '@VERSION@': debianVersion(version),
    '@KIB@': String(Math.ceil(tree.bytes / 1024)),
  });
  await tree.write('DEBIAN/md5sums', tree.md5sums);
  await tree.write('DEBIAN/control', control);
  await tree.write('DEBIAN/conffiles', `/${COPIED['agent.conf']}\n`);
  for (const script of SCRIPTS)
    await tree.write(`DEBIAN/${script}`, await readHere(`debian/${script}`), PROGRAM);
}

class Tree {
  bytes = 0;
  /** The list that debsums reads. Files of the configuration are not in it. */
  md5sums = '';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(place: string, content: string | Uint8Array, mode = TEXT): Promise<void> {
    const path = await this.#placed(place);
    await writeFile(path, content);
    await chmod(path, mode);
    this.bytes += Buffer.byteLength(content);
    if (place.startsWith('usr/'))
      this.md5sums += `${createHash('md5').update(content).digest('hex')}  ${place}\n`;
  }

  async link(place: string, target: string): Promise<void> {
    await symlink(target, await this.#placed(place));
  }

  async #placed(place: string): Promise<string> {
    let folder = this.#folder;
    for (const part of dirname(place).split('/')) {
      folder = join(folder, part);
      await mkdir(folder, { recursive: true });
      // Whatever the mask of this process is.
      await chmod(folder, PROGRAM);
    }
    return join(this.#folder, place);
  }
}

/** Debian sorts `1.0.0~beta.1` before `1.0.0`. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

async function copyrightOf({ packages }: Bundle): Promise<string> {
  const others = packages.map(
    ({ name, version, license, text }) => `
Files: usr/share/sendgate-agent/sendgate-agent.mjs
Comment: The part of it that is ${name} ${version}.
Copyright: see the text of the license
License: ${license.replaceAll(' ', '-')}-${name.replaceAll(/[^\w.-]/g, '-')}
${indented(text)}
`,
  );
  return `${(await readHere('debian/copyright')).trim()}\n${others.join('')}`;
}

/** The body of a field: a blank line is a dot. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
    .join('\n');
}

function replaceAll(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (result, [name, value]) => result.replaceAll(name, value),
    text,
  );
}

async function readHere(name: string): Promise<string> {
  return await readFile(join(import.meta.dirname, name), 'utf8');
}
