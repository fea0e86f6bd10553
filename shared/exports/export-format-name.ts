export const EXPORT_FORMAT_NAMES = [
  'csv',
  'json',
  'postfix-cidr',
  'dovecot-allow-nets',
  'nginx-allow',
  'exim-hostlist',
  'aws-iam',
  'tencent-cam',
] as const;

export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];
