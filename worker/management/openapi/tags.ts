/** The groups of calls in /openapi.json. */
export const TAGS = [
  { name: 'Service', description: 'The deployment itself, the caller’s address and its token.' },
  { name: 'Checks', description: 'Whether an address may send for an account.' },
  {
    name: 'Mail servers',
    description: 'The same question in the words of Dovecot, nginx and Stalwart.',
  },
  {
    name: 'HTTPS APIs',
    description: 'The same question for a proxy in front of an API, or with the Worker as proxy.',
  },
  { name: 'Accounts', description: 'The SMTP logins that have an allowlist.' },
  { name: 'Allowlist', description: 'The addresses that an account may send from.' },
  { name: 'Shared lists', description: 'Allowlists that many accounts include.' },
  { name: 'Senders', description: 'Who has been sending, and what a change would mean to them.' },
  {
    name: 'Alerts',
    description:
      'What the admins of an account or of a shared list are told, and where it is sent.',
  },
  {
    name: 'Tokens',
    description: 'Who may call: the tokens of an account, of a shared list, and of relays.',
  },
  { name: 'Deployment', description: 'What the operator watches: events and metrics.' },
] as const;

export type TagName = (typeof TAGS)[number]['name'];
