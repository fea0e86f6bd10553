/** Writes the body of a delivery, in the form that its receiver reads. It contains no password and no token. */
import { findListName } from '../../../../shared/list-name.ts';
import type { WebhookForm } from '../../../../shared/webhook.ts';
import { toWireAlert } from '../../../../shared/wire.ts';
import { type DeliveredAlert, describeAlert } from './alert-text.ts';

/** `objectName` is an account, or the name of a shared list's object. `server` is the name of the mail server's token. It is empty if the name is unknown. */
export function webhookBody(
  form: WebhookForm,
  objectName: string,
  alert: DeliveredAlert,
  server: string,
): string {
  switch (form) {
    case 'standard': {
      const list = findListName(objectName);
      const { serverId, ...data } = toWireAlert(alert);
      return JSON.stringify({
        // Standard Webhooks allows only letters, digits, underscores and full stops.
        type: `alert.${alert.kind.replaceAll('-', '_')}`,
        timestamp: new Date(alert.at).toISOString(),
        data: {
          ...(list === undefined ? { account: objectName } : { list }),
          ...data,
          server: serverId === null ? null : { tokenId: serverId, name: server },
        },
      });
    }
    case 'slack': {
      const { subject, text } = describeAlert(objectName, alert, server);
      return JSON.stringify({ text: `*${escapeForSlack(subject)}*\n${escapeForSlack(text)}` });
    }
    case 'text':
      return JSON.stringify(describeAlert(objectName, alert, server));
  }
}

/**
 * Escapes the three control characters of Slack, so that no remark or account name becomes a link or a
 * mention.
 */
function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
