/** The commands that the test of a page does not run, each with its reason. */

/** No test can run these. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': 'It fetches the packages from the registry; whoever runs the tests has run it.',
  'npm ci && npm test': 'Who runs this test has run it.',
  'npx wrangler login': 'It opens a page of Cloudflare’s, where a person agrees.',
  'npx wrangler dev': 'It runs until it is ended, at the port that wrangler.toml names.',
  'git fetch --tags': 'It fetches from the repository that a person has cloned.',
  'git pull': 'It fetches from the repository that a person has cloned.',
  'npm run check': '`npm test` runs it before the tests.',
  'npm run bench': 'It measures for twenty minutes, with the machine to itself.',
  'npm run bench -- intervals memory': 'It measures, with the machine to itself.',
  "doveconf -n | grep -E 'server_url|reject_on_fail'": 'It asks the Dovecot of a mail server.',
  'curl "$SENDGATE_URL/send/brevo/smtp/email"': 'It sends a mail through a provider.',
  'sha256sum --check --ignore-missing SHA256SUMS':
    'Its files are those of a release; debian-package.test.ts checks such a file.',
  'apt-get install ./sendgate-agent_*_all.deb':
    'It installs on the host; debian-package.test.ts does so in a folder.',
  'man sendgate-agent': 'It shows an installed page; man-page.test.ts shows the same.',
  '…': 'It stands for the work of a CI job.',
};

/**
 * Programs on the host of a mail server, from the pages of the integrations. The tests in test/mail
 * run the servers themselves, with the files that these pages copy.
 */
export const PROGRAMS_NOT_RUN: Readonly<Record<string, string>> = {
  'apt-get': 'It installs packages on the host.',
  systemctl: 'It starts services of the host.',
  editor: 'A person writes in it.',
  runuser: 'It runs a command as the mail server’s user.',
  postfix: 'It is the Postfix of the host.',
  postconf: 'It changes the Postfix of the host.',
  dovecot: 'It starts a Dovecot; dovecot-trial.test.ts runs it.',
  doveconf: 'It reads the Dovecot of the host.',
  doveadm: 'It asks the Dovecot of the host for a login, and prompts for the password.',
  'update-exim4.conf': 'It makes the configuration of the Exim of the host.',
  exim4: 'It is the Exim of the host.',
  'sendgate-agent': 'It is the agent of the host; test/agent/packaging runs the installed one.',
  swaks: 'It logs in at a mail server, and prompts for the password.',
};

/**
 * Another test runs these commands, or what they run: they go on until they are ended, or they need
 * browsers.
 */
export const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'test/local/first-run.test.ts',
  'npm start': 'test/local/first-run.test.ts',
  'cat "$TRIAL/log"': 'test/documents/dovecot-trial.test.ts',
  'npm run demo': 'test/browser/demo.test.ts',
  'npm run build:extension': 'test/store/packages.ts',
  'npm run zip': 'test/store/archives.test.ts',
  'npm run package:agent': 'test/agent/packaging/debian-package.test.ts',
};
