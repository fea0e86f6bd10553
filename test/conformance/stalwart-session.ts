/**
 * Stalwart's side of the hook, after its own source (stalwartlabs/stalwart,
 * crates/smtp/src/inbound/hooks/): what it sends at a stage, and what it does with an answer.
 */
import { z } from 'zod';

export interface Session {
  readonly stage?: string;
  readonly ip: string;
  /** Absent for mail that comes in without a login. */
  readonly login?: string | undefined;
}

/** mod.rs: `Request`. message.rs, `run_mta_hook`: the fields that it has at stage MAIL. */
export function hookRequest({ stage = 'mail', ip, login }: Session): object {
  return {
    context: {
      stage,
      client: { ip, port: 47_352, ptr: null, helo: 'client.example.com', activeConnections: 1 },
      // `authenticated_as()`; absent without a login: skip_serializing_if = "Option::is_none".
      ...(login !== undefined && { sasl: { login } }),
      tls: { version: 'TLSv1_3', cipher: 'TLS13_AES_256_GCM_SHA384' },
      server: { name: 'Stalwart', port: 587, ip: '192.0.2.25' },
      protocol: { version: 1 },
    },
    envelope: { from: { address: 'ada@example.com' }, to: [] },
  };
}

/**
 * mod.rs: `Response`, `Action` and `SmtpResponse`, as serde reads them. serde ignores fields that
 * it does not know.
 */
const HookResponse = z.object({
  action: z.enum(['accept', 'discard', 'reject', 'quarantine']),
  response: z
    .object({
      status: z.int().min(0).max(65_535).nullish(),
      enhanced_status: z.string().nullish(),
      message: z.string().nullish(),
      disconnect: z.boolean().default(false),
    })
    .nullish(),
  modifications: z.array(z.unknown()).default([]),
});

export interface Consequence {
  /** The reply to the client; undefined if the session goes on. */
  readonly reply: string | undefined;
  readonly disconnects: boolean;
}

/**
 * client.rs: only an answer with a success status is read. message.rs, `run_mta_hooks`: what the
 * answer does to the session.
 */
export function consequenceOf(status: number, body: unknown): Consequence {
  if (status < 200 || status > 299) throw new Error(`an error of the hook: ${status}`);
  const { action, response, modifications } = HookResponse.parse(body);
  if (modifications.length > 0) throw new Error('the message would be modified');
  if (action === 'accept') return { reply: undefined, disconnects: false };
  if (action !== 'reject') throw new Error(`an action that is never wanted: ${action}`);
  const { status: code, message, enhanced_status: enhanced, disconnect } = response ?? {};
  // Without both, Stalwart falls back to a reply of its own.
  if (!code || !message) throw new Error('Stalwart would word the reply itself');
  const reply = enhanced ? `${code} ${enhanced} ${message}\r\n` : `${code} ${message}\r\n`;
  return { reply, disconnects: disconnect ?? false };
}
