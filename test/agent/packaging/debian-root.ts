/**
 * A folder that dpkg takes for a whole Debian, with a database of its own: nothing of this machine changes. Scripts of
 * a package run with DPKG_ROOT, as when an image of a system is made.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TemporaryFolder, temporaryFolder } from '../../local/temporary-folder.ts';

const run = promisify(execFile);

const DATABASE = 'var/lib/dpkg';

export class DebianRoot implements Disposable {
  readonly path: string;
  readonly #folder: TemporaryFolder;

  /** `nodejs` is the version of Node that is installed there. */
  constructor(nodejs: string) {
    this.#folder = temporaryFolder();
    this.path = this.#folder.path;
    for (const folder of ['info', 'updates', 'triggers'])
      mkdirSync(join(this.path, DATABASE, folder), { recursive: true });
    const status = `Package: nodejs
Status: install ok installed
Maintainer: Nobody <nobody@example.com>
Architecture: all
Version: ${nodejs}
Description: stands for Debian's
`;
    writeFileSync(join(this.path, DATABASE, 'status'), status);
  }

  /** Returns what dpkg said. Rejects if it failed. */
  async dpkg(...args: readonly string[]): Promise<string> {
    // A container may be told to leave out documents.
    const how = ['--force-script-chrootless', '--path-include=*', '--root', this.path];
    const { stdout, stderr } = await run('dpkg', [...how, ...args], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
    });
    return stdout + stderr;
  }

  /** The state and the version, as dpkg knows them; undefined if it does not know the package. */
  async findPackage(name: string): Promise<string | undefined> {
    const format = '-f=$' + '{db:Status-Status} $' + '{Version}';
    try {
      const { stdout } = await run('dpkg-query', ['--root', this.path, '-W', format, name]);
      return stdout;
    } catch {
      return undefined;
    }
  }

  /** All files and folders except dpkg's own. */
  files(): string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' })
      .filter((path) => !`${path}/`.startsWith(`${DATABASE}/`) && path !== 'var/log/dpkg.log')
      .sort();
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}
