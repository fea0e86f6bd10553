/** Runs the tests that the pages of the mail servers describe. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { AGENT_COLUMNS, type AgentColumn } from './columns.ts';
import { INTEGRATIONS } from './published-file.ts';

const LOGS_IN = /^ *(?:swaks|doveadm auth test)\b(?:.*\\\n)*.*$/gm;

const PAGES = globSync('*/README.md', { cwd: INTEGRATIONS })
  .map((page) => [dirname(page), readFileSync(join(INTEGRATIONS, page), 'utf8')] as const)
  .filter(([, text]) => text.match(LOGS_IN));

it('every mail server’s page has one', () => {
  const names = PAGES.map(([name]) => name).sort();
  expect(names).toEqual(['dovecot', 'exim', 'haraka', 'nginx', 'postfix', 'stalwart']);
});

it.each(PAGES)(
  '%s: it logs in as an account of its own, and says what it raises',
  (_name, text) => {
    for (const command of text.match(LOGS_IN) ?? [])
      expect(command).toContain('sendgate-test@example.com');
    expect(text).toMatch(/raises (the real|no) leak alarm/);
  },
);

/** The servers as the table of the agent’s page names them. */
const NAMES = {
  Dovecot: 'Postfix + Dovecot',
  Postfix: 'Postfix',
  nginx: 'nginx mail',
  Haraka: 'Haraka',
  'Exim, curl': 'Exim, curl',
};

const END_OF: Readonly<Record<string, (column: AgentColumn) => number>> = {
  'listed, whether': () => 250,
  'not listed, or removed': ({ refused }) => refused,
  'suspended, while': ({ refused }) => refused,
  'not listed, or an account': ({ undecided }) => undecided,
  'Sendgate away': ({ undecided }) => undecided,
  'the relay token': ({ undecided, badToken = undecided }) => badToken,
  'the agent does not run': ({ withoutAgent }) => withoutAgent,
};

it('the table of the agent’s page has the codes that the mail table sees', () => {
  const text = readFileSync(join(INTEGRATIONS, 'agent/README.md'), 'utf8');
  const [, after = ''] = text.split('## What each failure does');
  const [head = [], , ...rows] = [...after.matchAll(/^\| (.*) \|$|^\|-.*$/gm)].map(([, row = '']) =>
    row.split(' | '),
  );
  expect(head).toEqual(['what', ...Object.keys(NAMES)]);
  const columns = Object.values(NAMES).map((name) =>
    AGENT_COLUMNS.find((column) => column.name === name),
  );
  const wanted = Object.entries(END_OF).map(([what, endOf]) => [
    expect.stringMatching(`^${what}`),
    ...columns.map((column) => column && String(endOf(column))),
  ]);
  expect(rows).toEqual(wanted);
});

/** The file for the Worker, the one for an agent, and the lines that only the second has. */
const PAIRS = [
  [
    'dovecot/dovecot-2.3.conf',
    'dovecot/dovecot-2.3-agent.conf',
    ['auth_policy_server_url = http://127.0.0.1:8786/v1/dovecot'],
  ],
  [
    'dovecot/dovecot-2.4.conf',
    'dovecot/dovecot-2.4-agent.conf',
    ['auth_policy_server_url = http://127.0.0.1:8786/v1/dovecot'],
  ],
  [
    'nginx/hop.conf',
    'nginx/hop-agent.conf',
    [
      'proxy_pass http://127.0.0.1:8786/v1/nginx-mail;',
      'include    /etc/nginx/sendgate-agent.conf;',
    ],
  ],
  ['nginx/worker.conf', 'nginx/agent.conf', []],
  [
    'nginx/auth-request.conf',
    'nginx/auth-request-agent.conf',
    [
      'proxy_pass http://127.0.0.1:8786/v1/forward-auth;',
      'include    /etc/nginx/sendgate-agent.conf;',
    ],
  ],
  [
    'api-sending/Caddyfile',
    'api-sending/Caddyfile-agent',
    ['forward_auth http://127.0.0.1:8786 {'],
  ],
  [
    'exim/sendgate.curlrc',
    'exim/agent.curlrc',
    ['url = "http://127.0.0.1:8786/v1/check"', 'proto = "=http"'],
  ],
] as const;

it.each(PAIRS)('%s and %s differ in the connection alone', (ofWorker, ofAgent, own) => {
  const [worker, agent] = [ofWorker, ofAgent].map((name) =>
    readFileSync(join(INTEGRATIONS, name), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => !line.startsWith('#')),
  );
  expect(agent?.filter((line) => !worker?.includes(line))).toEqual(own);
  const left = worker?.filter((line) => !agent?.includes(line)) ?? [];
  expect(left.filter((line) => !/https|ssl|sendgate-worker|cacert|Host /.test(line))).toEqual([]);
});
