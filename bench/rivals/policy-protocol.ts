/** Postfix's policy delegation, with all the attributes that Postfix sends for a recipient. */
import type { Protocol } from '../load.ts';
import type { SendingQuestion } from '../sending-questions.ts';

let messages = 0;

/** Returns a question. Each question belongs to another message. */
export function policyQuestion({ account, address }: SendingQuestion): Buffer {
  const instance = `bench.${(++messages).toString(16)}.0`;
  const attributes = {
    request: 'smtpd_access_policy',
    protocol_state: 'RCPT',
    protocol_name: 'ESMTP',
    client_address: address,
    client_name: 'unknown',
    client_port: '41234',
    reverse_client_name: 'unknown',
    server_address: '198.51.100.1',
    server_port: '587',
    helo_name: 'sender.example.com',
    sender: account,
    recipient: 'recipient@example.net',
    recipient_count: '0',
    queue_id: '',
    instance,
    size: '1024',
    etrn_domain: '',
    stress: '',
    sasl_method: 'plain',
    sasl_username: account,
    sasl_sender: '',
    ccert_subject: '',
    ccert_issuer: '',
    ccert_fingerprint: '',
    ccert_pubkey_fingerprint: '',
    encryption_protocol: 'TLSv1.3',
    encryption_cipher: 'TLS_AES_256_GCM_SHA384',
    encryption_keysize: '256',
    policy_context: '',
  };
  const lines = Object.entries(attributes).map(([name, value]) => `${name}=${value}\n`);
  return Buffer.from(`${lines.join('')}\n`);
}

export const POLICY_ALLOWS = 'action=DUNNO';

export const policyAnswers: Protocol = {
  endOf(received, from) {
    const end = received.indexOf('\n\n', from, 'latin1');
    if (end < 0) return -1;
    const said = received.toString('latin1', from, end);
    if (!/^action=(?:DUNNO|REJECT )/.test(said)) throw new Error(`not a verdict: ${said}`);
    return end + 2;
  },
};
