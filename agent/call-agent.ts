/** Asks an agent that runs on this machine, at one of its HTTP listeners. */
import http from 'node:http';
import type { ListenAddress } from './settings/listen-address.ts';

const TIMEOUT_MS = 3_000;
const MAX_ANSWER_CHARACTERS = 1024 * 1024;

/** The status is 0 if nothing answers there. */
export interface AgentAnswer {
  readonly status: number;
  readonly text: string;
}

export function callAgent(
  address: ListenAddress,
  path: string,
  token: string,
): Promise<AgentAnswer> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve({ status: 0, text: String(error) });
    const target =
      'path' in address
        ? { socketPath: address.path }
        : 'host' in address
          ? { host: ownHost(address.host), port: address.port }
          : undefined;
    if (target === undefined) return fail('a socket that systemd has opened has no name');
    const headers = { authorization: `Bearer ${token}` };
    const request = http.get({ ...target, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
        if (text.length > MAX_ANSWER_CHARACTERS) request.destroy();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', fail);
    });
    request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('no answer in 3 s')));
    request.on('error', fail);
  });
}

/** An agent that listens everywhere is asked on loopback. */
function ownHost(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
}
