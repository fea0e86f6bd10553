import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Makes a certificate in the folder that is valid for a day. */
export function makeSelfSigned(folder: string, hosts: readonly string[]) {
  const [keyFile, certFile] = [join(folder, 'console.key'), join(folder, 'console.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const subject = ['-subj', '/CN=Stand-in console', '-addext', `subjectAltName=${names}`];
  const files = ['-keyout', keyFile, '-out', certFile];
  try {
    execFileSync('openssl', ['req', '-x509', ...key, '-days', '1', ...subject, ...files], {
      stdio: 'pipe',
    });
  } catch {
    throw new StartError('The demo needs openssl, to make the console’s certificate with.');
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}
