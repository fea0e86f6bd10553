import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The names of Chromium. Google's own Chrome no longer loads an extension from its command line, but Chromium
 * does.
 */
const NAMES = ['chromium', 'chromium-browser', 'ungoogled-chromium'];
const PLACES = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/snap/bin/chromium'];

/** Finds the program that CHROMIUM names, or else the first Chromium on the PATH. */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment.CHROMIUM) return environment.CHROMIUM;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
