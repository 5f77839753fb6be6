import { z } from 'zod';

const text = z.string().trim().min(1).optional();
const url = z.url({ protocol: /^https?$/, message: 'is not an http(s) URL' }).optional();
const smsSender = z
  .string()
  .trim()
  .regex(
    /^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11})$/,
    'is a number like +33757590001, a short code or a name',
  )
  .optional();
const whatsAppSender = z
  .string()
  .trim()
  .regex(/^(?:whatsapp:)?\+[1-9]\d{6,14}$/, 'is a number like +33757590002')
  .optional();
const onOff = z.enum(['on', 'off'], { message: 'is on or off' }).optional();

/** Every setting the service and its tools read; `.env.example` lists exactly these. */
export const settings = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3978),
  DATA_DIR: z.string().trim().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, message: 'is not a postgresql:// URL' }).optional(),
  PUBLIC_BASE_URL: url,
  WEBCHAT_TOKEN_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  DEMO: onOff,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, message: 'is not an smtp:// URL' }).optional(),
  TWILIO_ACCOUNT_SID: text,
  TWILIO_AUTH_TOKEN: text,
  TWILIO_SMS_FROM: smsSender,
  TWILIO_WHATSAPP_FROM: whatsAppSender,
  TWILIO_API_BASE_URL: url,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url,
  OPENAI_MODEL: text,
  OPENAI_REQUESTS_PER_DAY: z.coerce.number().int().min(0).max(1_000_000).default(1_000),
  OPENAI_TOKENS_PER_DAY: z.coerce.number().int().min(0).max(1_000_000_000).default(2_000_000),
  STAFF_FILES_KEPT_DAYS: z.coerce.number().int().min(1).max(366).default(7),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI'], { message: 'is SingleTenant or UserAssignedMSI' })
    .optional(),
  MicrosoftAppId: text,
  MicrosoftAppPassword: text,
  MicrosoftAppTenantId: text,
});

export type Settings = z.infer<typeof settings>;

export type Config = Settings & {
  readonly production: boolean;
  readonly demo: boolean;
  readonly teams: boolean;
};

/** The settings as one frozen value, or every problem at once, each naming its setting and what to do; never a value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config | { readonly problems: readonly string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = settings.safeParse(given);
  if (!read.success) {
    return { problems: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
  }
  const production = read.data.NODE_ENV === 'production';
  const config: Config = {
    ...read.data,
    production,
    demo: read.data.DEMO === undefined ? !production : read.data.DEMO === 'on',
    teams:
      read.data.MicrosoftAppType !== undefined ||
      read.data.MicrosoftAppId !== undefined ||
      read.data.MicrosoftAppPassword !== undefined,
  };
  const problems = [...channelProblems(config), ...(production ? productionProblems(config) : [])];
  return problems.length > 0 ? { problems } : Object.freeze(config);
}

/** Settings that only make sense together, in every mode. */
function channelProblems(config: Config): string[] {
  return [...twilioProblems(config), ...(config.teams ? teamsProblems(config) : [])];
}

function twilioProblems(config: Config): string[] {
  const on = config.TWILIO_SMS_FROM ?? config.TWILIO_WHATSAPP_FROM ?? config.TWILIO_ACCOUNT_SID;
  if (on === undefined) return [];
  return (['TWILIO_AUTH_TOKEN', 'TWILIO_ACCOUNT_SID'] as const)
    .filter((name) => config[name] === undefined)
    .map((name) => `${name} is missing while SMS or WhatsApp is on: set it, or remove the other TWILIO_ settings`);
}

function teamsProblems(config: Config): string[] {
  const problems: string[] = [];
  // An empty application id switches the Bot Framework's authentication off: anyone could then speak as staff.
  if (config.MicrosoftAppId === undefined) {
    problems.push('MicrosoftAppId is empty while Teams is on: set it, or remove the other MicrosoftApp settings');
  }
  if (config.MicrosoftAppType !== 'UserAssignedMSI' && config.MicrosoftAppPassword === undefined) {
    problems.push('MicrosoftAppPassword is missing while Teams is on');
  }
  if (config.MicrosoftAppTenantId === undefined) {
    problems.push('MicrosoftAppTenantId is missing while Teams is on: new bots belong to one tenant');
  }
  return problems;
}

/** What is convenient on a developer's machine and dangerous anywhere else. */
function productionProblems(config: Config): string[] {
  const problems: string[] = [];
  if (config.WEBCHAT_TOKEN_SECRET === undefined) {
    problems.push(
      'WEBCHAT_TOKEN_SECRET is missing: set at least 32 random characters, or web chat tokens could be forged',
    );
  }
  if (config.PUBLIC_BASE_URL?.startsWith('https://') !== true) {
    problems.push('PUBLIC_BASE_URL must be the https:// address people and carriers reach this service at');
  }
  if (config.demo) problems.push('DEMO is on: demo data never runs in production, set DEMO=off');
  if (config.TWILIO_API_BASE_URL !== undefined) {
    problems.push('TWILIO_API_BASE_URL is for tests only: remove it, or messages would go to another host');
  }
  return problems;
}
