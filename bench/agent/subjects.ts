/** The agent, the floor and the Worker as subjects that are asked, each in its protocols. */
import { httpAnswers, httpQuestion } from '../http.ts';
import { POLICY_ALLOWS, policyAnswers, policyQuestion } from '../rivals/policy-protocol.ts';
import type { RunningRival } from '../rivals/rival.ts';
import type { SendingQuestion } from '../sending-questions.ts';

export type Front = Omit<RunningRival, keyof AsyncDisposable | 'pid' | 'port'>;

/** Postfix's policy protocol, which knows no token. */
export const POLICY: Front = {
  ask: policyQuestion,
  protocol: policyAnswers,
  allows: POLICY_ALLOWS,
};

/** `GET /v1/check`, as the agent and the Worker answer it. */
export function checkFront(token: string): Front {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    ask: ({ account, address }) =>
      httpQuestion({ path: `/v1/check?${new URLSearchParams({ account, address })}`, headers }),
    protocol: httpAnswers(200),
    allows: '"verdict":"allow"',
  };
}

/** The question that Dovecot asks after the password was right. */
export function dovecotFront(token: string): Front {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const bodyOf = ({ account, address }: SendingQuestion) => ({
    login: account,
    remote: address,
    protocol: 'submission',
    session_id: 'c2Vzc2lvbg',
    tls: true,
  });
  return {
    ask: (question) =>
      httpQuestion({
        method: 'POST',
        path: '/v1/dovecot?command=allow',
        headers,
        body: JSON.stringify(bodyOf(question)),
      }),
    protocol: httpAnswers(200),
    allows: '"status":0',
  };
}
