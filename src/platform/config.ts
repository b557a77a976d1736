/**
 * The configuration: one typed schema; environment variables `ZHIHENG_*`, or a YAML file named by `ZHIHENG_CONFIG` (the environment wins).
 * An unknown or bad setting stops the start with its name and the reason.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { projectRoot } from './project-root.ts'

const port = z.coerce.number().int().min(0).max(65535)

/**
 * Each setting, its default and what it is for: `written` what the product writes at or beside, `expectedInProduction` what an installation that serves a
 * bureau sets. docker-compose.yml is held against this schema by a test.
 */
export const settings = z.strictObject({
  host: z.string().default('127.0.0.1').describe('address the server listens on'),
  port: port.default(8088).describe('port the server listens on; 0 takes a free one'),
  dataDir: z.string().default('').meta({
    description: 'folder of the SQLite file, documents and keys; default ./var/data',
    written: true,
  }),
  database: z
    .string()
    .regex(/^(sqlite:|mariadb:\/\/|mysql:\/\/)/, 'must begin with sqlite:, mariadb:// or mysql://')
    .or(z.literal(''))
    .default('')
    .describe('sqlite:FILE, or mariadb://user:password@host:port/database; default a SQLite file in dataDir'),
  databasePasswordFile: z
    .string()
    .default('')
    .describe('file holding the password of the database user (docker secret)'),
  engine: z.enum(['embedded', 'zeebe']).default('embedded').describe('which engine executes the models'),
  zeebeGateway: z.string().default('127.0.0.1:26500').describe('host:port of the Zeebe gateway (gRPC)'),
  zeebeRest: z
    .string()
    .default('http://127.0.0.1:8080')
    .describe('address of the Zeebe REST API (native user tasks)'),
  redisUrl: z
    .string()
    .default('redis://127.0.0.1:6379')
    .describe('Redis that the exporter writes the event feed to'),
  feedName: z.string().default('zeebe').describe('name prefix of the exporter’s streams'),
  keyFile: z.string().default('').meta({
    description:
      'file of the keys that encrypt personal data, which must be there, in a folder that can be written to for new ones; default one made in dataDir',
    written: true,
  }),
  storage: z
    .enum(['disk', 's3'])
    .default('disk')
    .describe(
      'where files of documents and evidence lie: a folder in dataDir, or a bucket of an S3-compatible store',
    ),
  s3Endpoint: z.string().default('').describe('address of the S3-compatible store, e.g. https://minio:9000'),
  s3Bucket: z.string().default('zhiheng').describe('bucket that holds the files; it must be there'),
  s3Region: z.string().default('us-east-1').describe('region that requests to the store are signed for'),
  s3AccessKeyId: z.string().default('').describe('name of the key for the store'),
  s3SecretKeyFile: z.string().default('').describe('file holding the secret of that key'),
  publicUrl: z
    .string()
    .regex(/^https?:\/\//, 'must begin with http:// or https://')
    .or(z.literal(''))
    .default('')
    .meta({
      description:
        'address under which the public reaches this server; printed as QR code on what is issued. None: no QR code',
      expectedInProduction: true,
    }),
  proxies: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('how many proxies of our own stand before the server; they say who asks'),
  certificateFile: z
    .string()
    .default('')
    .describe('PKCS#12 file of the bureau’s certificate; what is issued then bears its signature (PAdES)'),
  certificatePasswordFile: z
    .string()
    .default('')
    .describe('file holding the password of the certificate file'),
  oidcIssuer: z
    .url()
    .or(z.literal(''))
    .default('')
    .describe('address of an OpenID Connect provider to sign in at; default passwords only'),
  oidcClientId: z.string().default('').describe('our name at that provider'),
  oidcClientSecretFile: z.string().default('').describe('file holding our secret at that provider'),
  oidcRedirectUri: z
    .url()
    .or(z.literal(''))
    .default('')
    .describe('address of our page to which the provider sends the browser back'),
  oidcClaim: z
    .string()
    .default('preferred_username')
    .describe('claim of the provider whose value is the user name of an account here'),
  smtpUrl: z
    .url({ protocol: /^smtps?$/ })
    .or(z.literal(''))
    .default('')
    .describe('mail server, smtp://user@host:587 or smtps://user@host:465; default no mail'),
  smtpPasswordFile: z.string().default('').describe('file holding the password at the mail server'),
  mailFrom: z.string().default('').describe('sender of mails, e.g. 执衡 <zhiheng@example.gov.cn>'),
  webhookNetworks: z
    .string()
    .default('')
    .describe('private networks that webhooks may reach, as 10.1.2.0/24, by comma; default none'),
  browser: z
    .string()
    .default('')
    .describe('path of the Chromium that renders documents; default found or packaged'),
  fontsDir: z
    .string()
    .default('')
    .describe('folder of the bureau’s own document fonts; they win over the packaged ones'),
  templatesDir: z
    .string()
    .default('')
    .describe('folder of the bureau’s own document templates; default those of the product'),
  cacheDir: z.string().default('').meta({
    description: 'folder for unpacked fonts and browser; default dataDir/cache',
    written: true,
  }),
  demo: z
    .enum(['true', 'false'])
    .or(z.boolean())
    .default(false)
    .transform((value) => value === true || value === 'true')
    .describe('fill an empty database with the invented demo bureau'),
  workers: z
    .enum(['in-process', 'none'])
    .default('in-process')
    .describe('whether this process runs the workers too'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least severe line that is logged'),
})

export type Config = z.output<typeof settings>

export class ConfigurationError extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigurationError'
    this.faults = faults
  }
}

/** Names and addresses that mean the machine itself: who scans a code with a phone is led to the phone (RFC 6761, RFC 1122). */
function leadsNowhere(address: string): boolean {
  if (address === '' || !URL.canParse(address)) return false
  const name = new URL(address).hostname.replace(/\.$/, '')
  return /(^|\.)localhost$/.test(name) || /^127\./.test(name) || ['0.0.0.0', '[::1]', '[::]'].includes(name)
}

/** `dataDir` → `ZHIHENG_DATA_DIR` */
export const environmentName = (setting: string): string =>
  `ZHIHENG_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

/** Names under `ZHIHENG_` that belong to the tools around the product, not to its configuration. */
const toolNames = new Set(['ZHIHENG_CONFIG', 'ZHIHENG_CACHE', 'ZHIHENG_JAVA_HOME', 'ZHIHENG_REDIS_PORT'])

/** @throws ConfigurationError naming each bad or unknown setting. */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  overrides: Partial<z.input<typeof settings>> = {},
): Config {
  const names = new Map(Object.keys(settings.shape).map((setting) => [environmentName(setting), setting]))
  const faults: string[] = []
  const raw: { [setting: string]: unknown } = environment.ZHIHENG_CONFIG
    ? readFile(environment.ZHIHENG_CONFIG, faults)
    : {}
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('ZHIHENG_') || toolNames.has(name)) continue
    const setting = names.get(name)
    if (setting) raw[setting] = value
    else if (!name.startsWith('ZHIHENG_TEST_')) faults.push(`${name}: unknown setting`)
  }
  const parsed = settings.safeParse({ ...raw, ...overrides })
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const setting = issue.path.join('.')
      faults.push(`${setting ? environmentName(setting) : 'configuration'}: ${issue.message}`)
    }
  }
  if (parsed.success && parsed.data.storage === 's3')
    for (const name of ['s3Endpoint', 's3AccessKeyId', 's3SecretKeyFile'] as const)
      if (parsed.data[name] === '')
        faults.push(`${environmentName(name)}: needed where ZHIHENG_STORAGE is s3`)
  if (parsed.success && !parsed.data.demo && leadsNowhere(parsed.data.publicUrl))
    faults.push(
      `${environmentName('publicUrl')}: ${parsed.data.publicUrl} leads every phone to itself, and the codes on what is issued nowhere: give the address under which the public reaches this server, or none`,
    )
  const { oidcIssuer, ...given } = parsed.data ?? { oidcIssuer: '' }
  for (const setting of ['oidcClientId', 'oidcClientSecretFile', 'oidcRedirectUri'] as const)
    if (oidcIssuer !== '' && (given as { [name: string]: unknown })[setting] === '')
      faults.push(`${environmentName(setting)}: needed where ${environmentName('oidcIssuer')} is set`)
  if (faults.length > 0 || !parsed.success) throw new ConfigurationError(faults)
  return withDefaults(parsed.data)
}

function withDefaults(config: Config): Config {
  const dataDir = config.dataDir || join(process.cwd(), 'var', 'data')
  let database = config.database || `sqlite:${join(dataDir, 'zhiheng.db')}`
  if (config.databasePasswordFile && !database.startsWith('sqlite:')) {
    const url = new URL(database)
    url.password = encodeURIComponent(readFileSync(config.databasePasswordFile, 'utf8').trim())
    database = url.toString()
  }
  return {
    ...config,
    dataDir,
    database,
    publicUrl: demoAddress(config).replace(/\/$/, ''),
    templatesDir: config.templatesDir || join(projectRoot(), 'templates'),
    cacheDir: config.cacheDir || join(dataDir, 'cache'),
  }
}

/** `publicUrl`; without one the demo, which is for looking, has documents that lead to the machine it runs on. */
export function demoAddress({ publicUrl, demo, port }: Pick<Config, 'publicUrl' | 'demo' | 'port'>): string {
  return publicUrl || (demo && port !== 0 ? `http://localhost:${port}` : '')
}

function readFile(file: string, faults: string[]): { [setting: string]: unknown } {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null) return { ...content }
    faults.push(`ZHIHENG_CONFIG: ${file} holds no settings`)
  } catch (error) {
    faults.push(`ZHIHENG_CONFIG: ${file}: ${(error as Error).message}`)
  }
  return {}
}
