import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findFreePort } from '../mail/loopback-port.ts';
import { startServerProcess } from '../mail/owned-process.ts';
import { render, SOURCES } from '../shared/exports/build-source.ts';
import { describeProgram } from './describe-program.ts';
import { PROBES, STATES, wantedOf } from './expected-verdicts.ts';
import { runProgram } from './run-program.ts';

describeProgram('nginx-allow, included by nginx', { nginx: 'nginx' }, (folder) => {
  it.each(STATES)('lets in whom a list that is %s lets in', async (state) => {
    const home = join(folder(), state.replaceAll(' ', '-'));
    const [configuration, list] = [join(home, 'nginx.conf'), join(home, 'sendgate.allow')];
    const port = await findFreePort();
    mkdirSync(home);
    writeFileSync(list, render('nginx-allow', SOURCES[state]));
    writeFileSync(configuration, configurationOf(home, list, port));
    const check = await runProgram('nginx', ['-t', '-c', configuration]);
    expect(check.output).toContain('syntax is ok');
    expect(check.code).toBe(0);
    await using _server = await startServerProcess({
      command: 'nginx',
      args: ['-c', configuration],
      outputFile: join(home, 'output'),
      logFile: join(home, 'error.log'),
      listeners: [port],
    });
    const verdicts = await Promise.all(
      PROBES.map(async (address) => {
        const headers = { 'X-Test-Address': address };
        const { status } = await fetch(`http://127.0.0.1:${port}/`, { headers });
        return [address, status === 204 ? true : status === 403 ? false : status];
      }),
    );
    expect(Object.fromEntries(verdicts)).toEqual(wantedOf(state));
  });
});

/**
 * Lets the tests play clients at many addresses: nginx believes the header of the one proxy that
 * they come through.
 */
function configurationOf(home: string, list: string, port: number): string {
  return `daemon off;
worker_processes 1;
pid ${home}/pid;
error_log ${home}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  server {
    listen 127.0.0.1:${port};
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Test-Address;
    location = / {
      include ${list};
      try_files /none @admitted;
    }
    location @admitted {
      return 204;
    }
  }
}
`;
}
