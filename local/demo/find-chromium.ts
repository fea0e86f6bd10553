import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Google's own Chrome takes no extension from its command line any more; Chromium does. */
const NAMES = ['chromium', 'chromium-browser', 'ungoogled-chromium'];
const PLACES = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/snap/bin/chromium'];

/** The one that CHROMIUM names, or the first on the PATH. */
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
