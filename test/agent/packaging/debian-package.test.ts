/** The Debian package: its files, and what dpkg does with them. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAgent } from '../../../agent/packaging/bundle-agent.ts';
import { debianVersion, makeDebianPackage } from '../../../agent/packaging/debian-package.ts';
import { VERSION } from '../../../worker/platform/version.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { ROOT } from '../../repository/source-files.ts';
import { DebianRoot } from './debian-root.ts';
import { describeHere, findMissing } from './describe-here.ts';

const run = promisify(execFile);

const NODEJS = '18.20.4+dfsg-1~deb12u3';
const OLDER = '0.0.1';
const CONFIGURATION = 'etc/sendgate/agent.conf';
const TOKEN = 'etc/sendgate/relay-token';

const obstacle =
  process.getuid?.() === 0
    ? findMissing('dpkg', 'dpkg-deb', 'deb-systemd-invoke')
    : 'only root can install a package';

describeHere('the Debian package', obstacle, () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  let current = '';
  let older = '';
  beforeAll(async () => {
    const bundle = await bundleAgent();
    const make = (version: string) =>
      makeDebianPackage({ bundle, version, epoch: 1_790_000_000, folder: folder.path });
    [older, current] = await Promise.all([make(OLDER), make(VERSION)]);
  });

  it('its files belong to root, are writable by root alone, and have the time of the sources', async () => {
    const { stdout } = await run('dpkg-deb', ['--contents', current], { env: { TZ: 'UTC' } });
    const lines = stdout.trim().split('\n');
    const pattern = /^(\S+) (\S+) +\d+ (\S+ \S+) \.\/(\S*)(?: -> (\S+))?$/;
    const files = lines.map((line) => pattern.exec(line)?.slice(1) ?? [line]);
    expect(new Set(files.map(([, owner, time]) => `${owner} ${time}`))).toEqual(
      new Set(['root/root 2026-09-21 14:13']),
    );
    const modes = files.flatMap(([mode = '', , , path = '']) =>
      mode.startsWith('d') ? [] : `${mode} ${path}`,
    );
    expect(modes.sort()).toEqual([
      `-rw-r--r-- ${CONFIGURATION}`,
      '-rw-r--r-- usr/lib/systemd/system/sendgate-agent.service',
      '-rw-r--r-- usr/lib/systemd/system/sendgate-agent.socket',
      '-rw-r--r-- usr/share/doc/sendgate-agent/changelog.gz',
      '-rw-r--r-- usr/share/doc/sendgate-agent/copyright',
      '-rw-r--r-- usr/share/man/man8/sendgate-agent.8.gz',
      '-rwxr-xr-x usr/share/sendgate-agent/sendgate-agent.mjs',
      'lrwxrwxrwx usr/bin/sendgate-agent',
    ]);
    const folders = files.filter(([mode]) => mode?.startsWith('d')).map(([mode]) => mode);
    expect(new Set(folders)).toEqual(new Set(['drwxr-xr-x']));
  });

  it('is installed, and runs; its texts have the version, the time and the licenses', async () => {
    using debian = new DebianRoot(NODEJS);
    await debian.dpkg('--install', current);
    expect(await debian.findPackage('sendgate-agent')).toBe(`installed ${debianVersion(VERSION)}`);
    const read = (path: string) => readFileSync(join(debian.path, path));
    const program = join(debian.path, 'usr/bin/sendgate-agent');
    const { stdout } = await run(process.execPath, [program, '--version']);
    expect(stdout).toBe(`sendgate-agent ${VERSION}\n`);
    const service = read('usr/lib/systemd/system/sendgate-agent.service').toString();
    expect(service).toMatch(/^ExecStart=\/usr\/bin\/sendgate-agent --config \/etc\/sendgate\//m);
    expect(read('usr/bin/sendgate-agent').toString()).toMatch(/^#!\/usr\/bin\/node\n/);
    const documents = 'usr/share/doc/sendgate-agent';
    const changelog = gunzipSync(read(`${documents}/changelog.gz`)).toString();
    expect(changelog).toContain(`sendgate-agent (${debianVersion(VERSION)}) stable`);
    expect(changelog).toContain('Mon, 21 Sep 2026 14:13:20 +0000');
    const copyright = read(`${documents}/copyright`).toString();
    expect(copyright).toMatch(/^License: BlueOak-1.0.0-lru-cache\n #? ?Blue Oak/m);
    const manual = gunzipSync(read('usr/share/man/man8/sendgate-agent.8.gz')).toString();
    expect(manual).toContain(`8 "2026-09-21" "Sendgate ${VERSION}"`);
    for (const text of [changelog, copyright, manual]) expect(text).not.toMatch(/@[A-Z]+@/);
  });

  it('an upgrade keeps the edited configuration and the state', async () => {
    using debian = new DebianRoot(NODEJS);
    await debian.dpkg('--install', older);
    const edited = 'SENDGATE_URL=https://sendgate.example.com\n';
    writeFileSync(join(debian.path, CONFIGURATION), edited);
    makeState(debian);
    await debian.dpkg('--install', current);
    expect(await debian.findPackage('sendgate-agent')).toBe(`installed ${debianVersion(VERSION)}`);
    expect(readFileSync(join(debian.path, CONFIGURATION), 'utf8')).toBe(edited);
    expect(readdirSync(join(debian.path, 'etc/sendgate')).sort()).toEqual([
      'agent.conf',
      'relay-token',
    ]);
    expect(existsSync(join(debian.path, 'var/lib/sendgate-agent/copies'))).toBe(true);
  });

  it('a removal keeps the configuration, the state and the token; a purge keeps the token alone', async () => {
    using debian = new DebianRoot(NODEJS);
    const before = debian.files();
    await debian.dpkg('--install', current);
    makeState(debian);
    await debian.dpkg('--remove', 'sendgate-agent');
    expect(await debian.findPackage('sendgate-agent')).toMatch(/^config-files /);
    const kept = debian.files().filter((path) => !before.includes(path));
    expect(kept.filter((path) => path.startsWith('usr'))).toEqual([]);
    expect(kept).toEqual(
      expect.arrayContaining([CONFIGURATION, TOKEN, 'var/lib/private/sendgate-agent/copies']),
    );
    await debian.dpkg('--purge', 'sendgate-agent');
    expect(await debian.findPackage('sendgate-agent')).toBeUndefined();
    const left = debian.files().filter((path) => path.includes('sendgate'));
    expect(left).toEqual(['etc/sendgate', TOKEN]);
  });

  it('is not set up beside an older Node', async () => {
    using debian = new DebianRoot('18.13.0+dfsg1-1');
    await expect(debian.dpkg('--install', current)).rejects.toThrow(
      /depends on nodejs \(>= 18\.19\)/,
    );
    expect(await debian.findPackage('sendgate-agent')).toMatch(/^unpacked /);
  });
});

/** What systemd makes for the service when it runs, and what the administrator adds. */
function makeState({ path }: DebianRoot): void {
  const made = join(path, 'var/lib/private/sendgate-agent');
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, 'copies'), 'copies');
  symlinkSync('private/sendgate-agent', join(path, 'var/lib/sendgate-agent'));
  const wanted = join(path, 'etc/systemd/system/multi-user.target.wants');
  mkdirSync(wanted, { recursive: true });
  symlinkSync(
    '/usr/lib/systemd/system/sendgate-agent.service',
    join(wanted, 'sendgate-agent.service'),
  );
  writeFileSync(join(path, TOKEN), 'token', { mode: 0o600 });
}

describe('npm run package:agent', () => {
  it('gives the same bytes each time, whatever the mask, the time zone and the folder', async () => {
    using folder = temporaryFolder();
    const SOURCE_DATE_EPOCH = '1790000000';
    const make = async (name: string, mask: string, zone: string) => {
      const into = join(folder.path, name);
      const command = `umask ${mask}; exec "$0" --no-warnings agent/packaging/package.ts "$1"`;
      await run('sh', ['-c', command, process.execPath, into], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, TZ: zone, SOURCE_DATE_EPOCH },
      });
      await run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: into });
      return readFileSync(join(into, 'SHA256SUMS'), 'utf8');
    };
    const sums = await Promise.all([
      make('one', '022', 'UTC'),
      make('other', '077', 'Asia/Shanghai'),
    ]);
    expect(sums[1]).toBe(sums[0]);
    const files = readdirSync(join(folder.path, 'one')).sort();
    const deb = `sendgate-agent_${debianVersion(VERSION)}_all.deb`;
    expect(files).toEqual(['SHA256SUMS', 'sendgate-agent.mjs', deb]);
  });
});
