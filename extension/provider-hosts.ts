/** The consoles of mail providers beside which the tab stands. To add one, add a row. */
export interface ProviderConsole {
  readonly name: string;
  /** Match patterns, as the manifest has them. */
  readonly matches: readonly string[];
}

export const PROVIDER_CONSOLES: readonly ProviderConsole[] = [
  {
    name: 'Tencent Cloud SES',
    matches: ['https://console.tencentcloud.com/ses*', 'https://console.cloud.tencent.com/ses*'],
  },
  { name: 'Brevo', matches: ['https://app.brevo.com/*'] },
  { name: 'SendGrid', matches: ['https://app.sendgrid.com/*'] },
  { name: 'Mailgun', matches: ['https://app.mailgun.com/*', 'https://app.eu.mailgun.com/*'] },
  { name: 'Postmark', matches: ['https://account.postmarkapp.com/*'] },
  // Of a region, of a session, or of neither: `*.` matches the bare host, too.
  { name: 'Amazon SES', matches: ['https://*.console.aws.amazon.com/ses/*'] },
  {
    name: 'Alibaba Cloud DirectMail',
    matches: ['https://dm.console.aliyun.com/*', 'https://dm.console.alibabacloud.com/*'],
  },
];
