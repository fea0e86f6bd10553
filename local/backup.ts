/** Runs `npm run backup -- FOLDER`. */
import { resolve } from 'node:path';
import { expectSettings } from './settings.ts';
import { StartError } from './start-error.ts';
import { backUpState } from './state-backup.ts';

const [folder] = process.argv.slice(2);

try {
  if (!folder) throw new StartError('Name the folder of the backup: npm run backup -- FOLDER');
  const { stateDir } = expectSettings(process.env);
  await backUpState(stateDir, resolve(folder));
  process.stdout.write(`The state in ${stateDir} is copied to ${resolve(folder)}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
