import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);
const Flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const Minutes = z.string().transform((text, context): readonly number[] => {
  const minutes = text.split(',').map((part) => Number(part.trim()));
  if (minutes.length > 0 && minutes.length <= 6 && minutes.every((value) => Number.isFinite(value) && value > 0)) return minutes;
  context.addIssue({ code: 'custom', message: 'Write one to six numbers of minutes, such as 2,10,60' });
  return z.NEVER;
});

/** Every variable that the processes read; what is not named here is not read. Empty counts as absent. */
const Environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'Write it as postgresql://user:password@host:port/database').optional(),
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'Write it as host:port').optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).max(200).default('dunlin'),
  DUNLIN_HOST: z.string().min(1).default('127.0.0.1'),
  DUNLIN_PORT: Port.default(8300),
  DUNLIN_WORKER_PORT: Port.optional(),
  DUNLIN_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DUNLIN_TRUST_PROXY: z.coerce.number().int('Write the number of proxies, such as 1').min(0).max(10).default(0),
  DUNLIN_DATA: z.string().min(1).optional(),
  DUNLIN_ADMIN_API_KEY: z.string().min(24, 'Use at least 24 characters').optional(),
  DUNLIN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DUNLIN_SETTLE_AFTER_MINUTES: Minutes.default([2, 10, 60]),
  PDF_FONT_PATH: z.string().min(1).optional(),
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: Port.default(587),
  SMTP_SECURE: Flag.default(false),
  SMTP_USER: z.string().min(1).optional(),
  SMTP_PASSWORD: z.string().min(1).optional(),
  TWILIO_ACCOUNT_SID: z.string().min(1).optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  TWILIO_FROM: z.string().min(1).optional(),
  TWILIO_BASE_URL: z.url().optional(),
});

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly temporal: { readonly address: string | undefined; readonly namespace: string };
  readonly http: { readonly host: string; readonly port: number; readonly workerPort: number | undefined; readonly publicUrl: string;
    /** Proxies of ours before the API: so many hops of X-Forwarded-For are believed. */
    readonly trustedProxies: number;
  };
  readonly dataFolder: string | undefined;
  readonly adminApiKey: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly outbound: {
    readonly settleAfterMinutes: readonly number[];
    readonly fontPath: string | undefined;
    /** Absent: e-mail goes to the local inbox. */
    readonly smtp: { readonly host: string; readonly port: number; readonly secure: boolean; readonly user: string | undefined; readonly password: string | undefined } | undefined;
    /** Absent: SMS go to the local inbox. */
    readonly twilio: { readonly accountId: string; readonly authToken: string; readonly from: string; readonly baseUrl: string | undefined } | undefined;
  };
}

export type ConfigRead =
  | { readonly kind: 'read'; readonly config: Config }
  | { readonly kind: 'rejected'; readonly code: 'environment_invalid'; readonly problems: readonly { readonly variable: string; readonly message: string }[] };

/** Reads the environment once, at the start of a process. Refuses `environment_invalid`: each variable with its cure, never its value. */
export function readConfig(environment: NodeJS.ProcessEnv): ConfigRead {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const result = Environment.safeParse(given);
  if (!result.success) return { kind: 'rejected', code: 'environment_invalid', problems: result.error.issues.map((issue) => ({ variable: issue.path.join('.'), message: issue.message })) };
  const read = result.data;
  const halfTwilio = [read.TWILIO_ACCOUNT_SID, read.TWILIO_AUTH_TOKEN, read.TWILIO_FROM].filter((value) => value !== undefined).length;
  if (halfTwilio > 0 && halfTwilio < 3) return { kind: 'rejected', code: 'environment_invalid', problems: [{ variable: 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM', message: 'Set all three, or none for the local inbox' }] };
  return { kind: 'read', config: toConfig(read) };
}

function toConfig(read: z.infer<typeof Environment>): Config {
  const { TWILIO_ACCOUNT_SID: accountId, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = read;
  return {
    databaseUrl: read.DATABASE_URL,
    temporal: { address: read.TEMPORAL_ADDRESS, namespace: read.TEMPORAL_NAMESPACE },
    http: { host: read.DUNLIN_HOST, port: read.DUNLIN_PORT, workerPort: read.DUNLIN_WORKER_PORT, publicUrl: read.DUNLIN_PUBLIC_URL ?? `http://${read.DUNLIN_HOST}:${read.DUNLIN_PORT}`, trustedProxies: read.DUNLIN_TRUST_PROXY },
    dataFolder: read.DUNLIN_DATA, adminApiKey: read.DUNLIN_ADMIN_API_KEY, logLevel: read.DUNLIN_LOG_LEVEL,
    outbound: {
      settleAfterMinutes: read.DUNLIN_SETTLE_AFTER_MINUTES, fontPath: read.PDF_FONT_PATH,
      smtp: read.SMTP_HOST === undefined ? undefined : { host: read.SMTP_HOST, port: read.SMTP_PORT, secure: read.SMTP_SECURE, user: read.SMTP_USER, password: read.SMTP_PASSWORD },
      twilio: accountId === undefined || authToken === undefined || from === undefined ? undefined : { accountId, authToken, from, baseUrl: read.TWILIO_BASE_URL },
    },
  };
}
