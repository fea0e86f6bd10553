/** Packages from elsewhere are pinned, and those that are shipped are named. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeShipped, findShippedPackages, SHIPPED_FILE } from './shipped-packages.ts';
import { ROOT } from './source-files.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8'));

it.each(['package.json', 'test/mail/haraka/package.json'])(
  '%s asks for exact versions alone',
  async (path) => {
    const { dependencies = {}, devDependencies = {} } = await read(path);
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  },
);

it.each(['package-lock.json', 'test/mail/haraka/package-lock.json'])(
  '%s holds every package to its version and its content, on every platform',
  async (path) => {
    const { packages } = (await read(path)) as { packages: Record<string, Locked> };
    const locked = Object.entries(packages).filter(([folder]) => folder !== '');
    expect(locked.length).toBeGreaterThan(10);
    const loose = locked.filter(([, { version, integrity }]) => !version || !integrity);
    expect(loose.map(([folder]) => folder)).toEqual([]);
  },
);

it('docs/shipped.md names every package whose code is shipped; npm run shipped writes it anew', async () => {
  const packages = await findShippedPackages();
  expect(packages.length).toBeGreaterThan(5);
  expect(await readFile(SHIPPED_FILE, 'utf8')).toBe(describeShipped(packages));
}, 120_000);

it('whether a package may run a script at install is said of each that has one; the one that counts installations may not', async () => {
  const { allowScripts, scarfSettings } = await read('package.json');
  const { packages } = (await read('package-lock.json')) as { packages: Record<string, Locked> };
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = scripted.map(([folder]) => folder.replace(/^.*node_modules\//, ''));
  expect(names.filter((name) => typeof allowScripts[name] !== 'boolean')).toEqual([]);
  expect(allowScripts['@scarf/scarf']).toBe(false);
  expect(scarfSettings).toEqual({ enabled: false });
});
