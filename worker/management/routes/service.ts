/** What anyone may ask of the deployment itself, and what a token may ask about itself. */
import { CallerAddress, Session } from '../../../shared/api.ts';
import { familyOf, findAddress } from '../../../shared/ip-address.ts';
import { problem } from '../../../shared/problem.ts';
import { findCallerAddress } from '../../platform/caller-address.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';

export const callerAddress = endpoint({
  who: 'anyone',
  summary: 'The address the request comes from',
  status: 200,
  answer: CallerAddress,
  problems: ['not-found'],
  async handle(c) {
    const caller = findCallerAddress(c.req.raw.headers);
    const address = caller && findAddress(caller.text);
    if (!caller || address === undefined) {
      throw new ProblemError(problem('not-found', 'The address of this connection is not known.'));
    }
    return { address: caller.text, family: familyOf(address) };
  },
});

export const session = endpoint({
  who: ['operator', 'manager', 'viewer', 'checker', 'relay'],
  summary: 'What the token is',
  status: 200,
  answer: Session,
  async handle(c) {
    return c.get('session');
  },
});
