/** `/v1/check` where there is nothing out of the ordinary; check.ts has the rest. */
import { answerWithJson, type Question, type QuickCall } from './quick-answer.ts';

/** In either order; a plus stands for a blank, which is left to who reads all queries. */
const QUERY = /^(?:account=([^&=+]+)&address=([^&=+]+)|address=([^&=+]+)&account=([^&=+]+))$/;

export const quickCheckByQuery: QuickCall = {
  read({ query }) {
    const match = QUERY.exec(query);
    const account = match?.[1] ?? match?.[4];
    const address = match?.[2] ?? match?.[3];
    if (account === undefined || address === undefined) return undefined;
    try {
      return questionOf(decode(account), decode(address));
    } catch {
      return undefined;
    }
  },
};

export const quickCheck: QuickCall = {
  read({ headers, query, body }) {
    if (query !== '' || headers.get('content-type') !== 'application/json') return undefined;
    if (!(body instanceof Object) || Object.keys(body).length !== 2) return undefined;
    const { account, address } = body as Record<string, unknown>;
    if (typeof account !== 'string' || typeof address !== 'string') return undefined;
    return questionOf(account, address);
  },
};

function questionOf(account: string, address: string): Question {
  return { account, address, allow: answerWithJson, refuse: answerWithJson };
}

/** Nearly all there is to decode is the at sign of a login. */
function decode(text: string): string {
  const decoded = text.replace('%40', '@');
  return decoded.includes('%') ? decodeURIComponent(text) : decoded;
}
