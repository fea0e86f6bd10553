/** An entry that has expired, and a Worker that renews it. */
import { expect, vi } from 'vitest';
import type { SendgateApi } from '../mail/sendgate-api.ts';

const EXPIRED_WITHIN = { timeout: 10_000, interval: 50 };

/** Lets an entry expire. */
export async function expire(api: SendgateApi, account: string, id: string): Promise<void> {
  await api.setExpiry(account, id, new Date(Date.now() + 300).toISOString());
  await vi.waitFor(async () => {
    const { entries } = await api.readAllowlist(account);
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ expired: true });
  }, EXPIRED_WITHIN);
}

export function isAdd({ method, url }: Request): boolean {
  return method === 'POST' && url.endsWith('/entries');
}

/** Answers an add like a Worker that renews an expired entry of the same addresses. */
export async function renewInstead(add: Request, id: string): Promise<Response> {
  const { expiresInSeconds } = (await add.json()) as { expiresInSeconds: number };
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1000).toISOString();
  const renewed = await fetch(`${add.url}/${id}`, {
    method: 'PATCH',
    headers: add.headers,
    body: JSON.stringify({ expiresAt }),
  });
  return new Response(await renewed.text(), { status: 201 });
}
