/**
 * Keeps results that take seconds to make, below node_modules, until one of their inputs changes. `npm ci`
 * deletes them with everything else there. If nothing can be kept, the result is made each time.
 */
import { createHash, type Hash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';

export interface Recipe {
  readonly name: string;
  /** The project's folder, with node_modules in it. */
  readonly root: string;
  /** The folders below it that are read to make the result, in addition to the root's own settings. */
  readonly sources: readonly string[];
  /** The names of the environment variables that change the result. */
  readonly variables: RegExp;
  /** Makes the result in the folder. */
  readonly make: (folder: string) => Promise<void>;
}

const CACHE = join('node_modules', '.cache', 'sendgate');
/** A file that npm writes. It lists what is installed, even if package-lock.json has changed since. */
const INSTALLED = join('node_modules', '.package-lock.json');
const ROOT_SETTINGS = /^\.env|\.(json|toml|[cm]?[jt]s)$/;
/** The most results that are kept, so that a switch between two states of the sources is quick. */
const MAX_KEPT = 6;
const HALF = 'half-';
/** The age at which a half-copied result counts as left behind. A copy takes less than a second. */
const LEFT_AFTER_MS = 3_600_000;

/** Puts the result into the folder and deletes everything that was there. */
export async function provide(recipe: Recipe, folder: string): Promise<void> {
  const key = await findKey(recipe);
  const kept = key && join(recipe.root, CACHE, `${recipe.name}-${key}`);
  if (kept && (await isReplaced(folder, kept))) return;
  await rm(folder, { recursive: true, force: true });
  await recipe.make(folder);
  // If the sources changed in the meantime, it is unknown which state the result was made from, so it is not
  // kept.
  if (kept && key === (await findKey(recipe))) await keep(folder, kept);
}

/** Returns the key of the inputs. It is undefined if they can't be read. */
async function findKey({ root, sources, variables }: Recipe): Promise<string | undefined> {
  const hash = createHash('sha256');
  const environment = Object.entries(process.env).filter(([name]) => variables.test(name));
  hash.update(JSON.stringify(environment.sort()));
  try {
    await addFile(hash, root, INSTALLED);
    const names = await readdir(root);
    for (const name of names.filter((name) => ROOT_SETTINGS.test(name)).sort()) {
      await addFile(hash, root, name);
    }
    for (const source of sources) await addFolder(hash, root, source);
    return hash.digest('hex').slice(0, 32);
  } catch {
    return undefined;
  }
}

/** Adds all files of the folder. Hidden folders such as .wxt are left out, because a build made them. */
async function addFolder(hash: Hash, root: string, folder: string): Promise<void> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(
      (path) =>
        !path
          .split(sep)
          .slice(0, -1)
          .some((part) => part.startsWith('.')),
    );
  for (const path of paths.sort()) await addFile(hash, root, path);
}

async function addFile(hash: Hash, root: string, path: string): Promise<void> {
  const content = await readFile(join(root, path));
  hash.update(JSON.stringify([path, content.byteLength])).update(content);
}

async function isReplaced(folder: string, kept: string): Promise<boolean> {
  try {
    await stat(kept);
    await rm(folder, { recursive: true, force: true });
    await cp(kept, folder, { recursive: true });
    return true;
  } catch {
    // No result is kept, or another start has just removed it.
    return false;
  }
}

/**
 * Keeps the result completely or not at all. If a start is killed during the copy, nobody uses the half that it
 * leaves.
 */
async function keep(folder: string, kept: string): Promise<void> {
  const cache = join(kept, '..');
  try {
    await mkdir(cache, { recursive: true });
    const half = await mkdtemp(join(cache, HALF));
    try {
      await cp(folder, half, { recursive: true });
      await rename(half, kept);
    } finally {
      await rm(half, { recursive: true, force: true });
    }
    await removeOld(cache);
  } catch {
    // Another start was faster, or the folder can't be written to.
  }
}

/** Removes old results, but not those that another start is copying now. */
async function removeOld(cache: string): Promise<void> {
  const paths = (await readdir(cache)).map((name) => join(cache, name));
  const aged = await Promise.all(
    paths.map(async (path) => ({ path, since: (await stat(path)).mtimeMs })),
  );
  const isHalf = ({ path }: { readonly path: string }) => basename(path).startsWith(HALF);
  const whole = aged.filter((one) => !isHalf(one)).sort((one, other) => other.since - one.since);
  const left = aged.filter((one) => isHalf(one) && Date.now() - one.since > LEFT_AFTER_MS);
  for (const { path } of [...whole.slice(MAX_KEPT), ...left]) {
    await rm(path, { recursive: true, force: true });
  }
}
