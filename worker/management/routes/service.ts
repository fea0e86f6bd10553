/** Answers what anyone may ask about the deployment, and what a token may ask about itself. */
import { CallerAddress, Session } from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { ownAddressOf } from '../../platform/caller-address.ts';
import { copiesOf } from '../../tokens/token-record.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';

export const callerAddress = endpoint({
  who: 'anyone',
  summary: 'The address the request comes from',
  status: 200,
  answer: CallerAddress,
  problems: ['not-found'],
  async handle(c) {
    const caller = ownAddressOf(c.req.raw.headers);
    if (!caller.ok) throw new ProblemError(problem('not-found', caller.error));
    const { text } = caller.value;
    return { address: text, family: text.includes(':') ? (6 as const) : (4 as const) };
  },
});

export const session = endpoint({
  who: ['operator', 'manager', 'viewer', 'checker', 'relay'],
  summary: 'What the token is',
  status: 200,
  answer: Session,
  async handle(c) {
    const { copies, ...session } = c.get('session');
    return { ...session, ...copiesOf({ copies }) };
  },
});
