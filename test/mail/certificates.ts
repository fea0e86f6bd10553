/** A certificate authority that lives as long as the test, and what it signs. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  readonly file: string;
  issue(name: string, hosts: readonly string[]): Certificate;
}

export function makeAuthority(directory: string, name: string): Authority {
  const file = join(directory, `${name}.pem`);
  const keyFile = join(directory, `${name}.key`);
  openssl(
    'req',
    '-x509',
    ...KEY,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    keyFile,
    '-out',
    file,
  );
  return {
    file,
    issue(leaf, hosts) {
      const base = join(directory, leaf);
      const issued = { certFile: `${base}.pem`, keyFile: `${base}.key` };
      const names = hosts.map((host) => `DNS:${host}`).join(',');
      writeFileSync(`${base}.ext`, `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
      openssl(
        'req',
        ...KEY,
        '-subj',
        `/CN=${leaf}`,
        '-keyout',
        issued.keyFile,
        '-out',
        `${base}.csr`,
      );
      const signer = ['-CA', file, '-CAkey', keyFile, '-CAcreateserial'];
      const request = ['-req', '-in', `${base}.csr`, '-extfile', `${base}.ext`];
      openssl('x509', ...request, ...signer, '-days', '2', '-out', issued.certFile);
      return {
        ...issued,
        cert: readFileSync(issued.certFile, 'utf8'),
        key: readFileSync(issued.keyFile, 'utf8'),
      };
    },
  };
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe', timeout: 10_000 });
}
