/**
 * Makes one attempt to deliver. The request is signed and has a deadline. It follows no redirect, and the body
 * of the answer is never read.
 */
import type { DeliveryError } from '../../../../shared/webhook.ts';
import { VERSION } from '../../../platform/version.ts';
import { signatureHeader } from './webhook-secret.ts';

export const DELIVERY_DEADLINE_MS = 10_000;

export interface Attempt {
  readonly url: string;
  /** The current secret, and for some time the one before it. */
  readonly secrets: readonly string[];
  readonly id: string;
  readonly body: string;
  readonly now: number;
}

export interface DeliveryOutcome {
  /** The result. 'gone' means that the receiver wants no further deliveries (410). */
  readonly kind: 'delivered' | 'gone' | 'failed';
  readonly status: number | null;
  /** The error in our own words: the message of a network error may contain the URL, which can be a secret. */
  readonly error: DeliveryError | null;
}

export async function postWebhook(attempt: Attempt): Promise<DeliveryOutcome> {
  const { url, secrets, id, body, now } = attempt;
  const timestampSeconds = Math.floor(now / 1000);
  const signature = await signatureHeader({ id, timestampSeconds, body }, secrets);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), DELIVERY_DEADLINE_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': `Sendgate/${VERSION}`,
        'webhook-id': id,
        'webhook-timestamp': String(timestampSeconds),
        'webhook-signature': signature,
      },
      body,
      redirect: 'manual',
      signal: deadline.signal,
    });
    await response.body?.cancel();
    return outcomeOf(response.status);
  } catch {
    const error = deadline.signal.aborted ? 'no answer in 10 s' : 'could not be reached';
    return { kind: 'failed', status: null, error };
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf(status: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status, error: null };
  if (status === 410) return { kind: 'gone', status, error: 'it wants no more deliveries' };
  const error = status >= 300 && status < 400 ? 'it redirects, which is not followed' : 'refused';
  return { kind: 'failed', status, error };
}
