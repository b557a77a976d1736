#!/usr/bin/env node
/** The `zhiheng` command. Exit codes: 0 done, 1 it failed, 2 the call or the configuration is wrong. */
import { Command, InvalidArgumentError } from 'commander'
import { ConfigurationError } from '../platform/config.ts'
import type { AuditCheckOptions } from './audit-check.ts'
import type { CaseExportOptions } from './case.ts'
import type { GenerateOptions } from './generate.ts'
import type { ImportOptions } from './import.ts'
import type { MoveOptions } from './move.ts'

const oneOf =
  <T extends string>(...choices: T[]) =>
  (value: string): T => {
    if (!choices.includes(value as T)) throw new InvalidArgumentError(`one of ${choices.join(', ')}`)
    return value as T
  }

const positive = (value: string): number => {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1 up')
  return number
}

const legalDayOption = (value: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new InvalidArgumentError('YYYY-MM-DD')
  return value
}

const program = new Command('zhiheng')
  .description('执衡: administrative-penalty cases on BPMN models')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

program
  .command('start')
  .description('run the server')
  .option('--demo', 'fill an empty database with the invented demo bureau', false)
  .action(async ({ demo }: { demo: boolean }) => (await import('./start.ts')).start(demo))

program
  .command('demo')
  .description('play one ordinary case from clue to archive; leaves the PDFs')
  .option('--engine <engine>', 'embedded or zeebe', oneOf('embedded', 'zeebe'), 'embedded' as const)
  .option('--input <file>', 'another case: docs/demo-input.md')
  .option('--output <folder>', 'where the documents go')
  .option('--json', 'machine-readable steps', false)
  .action(
    async (options: { engine: 'embedded' | 'zeebe'; input?: string; output?: string; json: boolean }) => {
      const { runDemo } = await import('./demo/demo.ts')
      const result = await runDemo(options)
      if (options.json) console.log(JSON.stringify(result, null, 2))
      if (!result.audit.ok || result.case.state !== 'archived') process.exitCode = 1
    },
  )

program
  .command('workers')
  .description('run workers apart from the server')
  .option(
    '--transport <transport>',
    'zeebe or external-task',
    oneOf('zeebe', 'external-task'),
    'zeebe' as const,
  )
  .option('--type <type...>', 'only these job types')
  .option('--url <url>', 'address of /engine-rest for external tasks')
  .option('--token <token>', 'a session token of an administrator, for external tasks')
  .action(
    async (options: {
      transport: 'zeebe' | 'external-task'
      type?: string[]
      url?: string
      token?: string
    }) => (await import('./workers.ts')).runWorkers(options),
  )

program
  .command('import')
  .description('bring in what another system exports')
  .command('clues <file>')
  .description('clues from a CSV, XLSX or JSON file; all rows or none')
  .option('--dry-run', 'only check', false)
  .option('--mapping <name>', 'one of data/clue-imports.yaml')
  .option('--as <user>', 'user name of the officer who answers for the import')
  .option('--json', 'machine-readable report', false)
  .action(async (file: string, options: ImportOptions) =>
    (await import('./import.ts')).importCluesFile(file, options),
  )

program
  .command('generate')
  .description('fill an empty database with an invented bureau of any size, the same from the same seed')
  .requiredOption('--cases <number>', 'how many cases', positive)
  .option('--seed <seed>', 'another seed gives another bureau', '1')
  .option('--until <day>', 'last day, YYYY-MM-DD; default in data/synthetic-bureau.yaml', legalDayOption)
  .option('--json', 'machine-readable report', false)
  .action(async (options: GenerateOptions) => (await import('./generate.ts')).generate(options))

program
  .command('backup <folder>')
  .description('an online backup of database, embedded engine and files into an empty folder')
  .option('--keys', 'with the key that opens sealed fields', false)
  .option(
    '--objects <how>',
    'copy: the files of documents and evidence are in the backup; reference: they are checked where they lie and only named',
    oneOf('copy', 'reference'),
    'copy' as const,
  )
  .option('--json', 'machine-readable report', false)
  .action(async (folder: string, options: { keys: boolean; objects: 'copy' | 'reference'; json: boolean }) =>
    (await import('./backup.ts')).backup(folder, options),
  )

program
  .command('restore <folder>')
  .description('restore a backup into an empty database')
  .option('--json', 'machine-readable report', false)
  .action(async (folder: string, options: { json: boolean }) =>
    (await import('./backup.ts')).restore(folder, options),
  )

program
  .command('move')
  .description(
    'move the bureau, its open cases included, to another database or engine; the server is stopped',
  )
  .option('--to-database <url>', 'mariadb://user@host:port/database, empty; default the same')
  .option('--to-engine <engine>', 'embedded or zeebe; default the same', oneOf('embedded', 'zeebe'))
  .option('--rehearse', 'only report what would be moved and what stands against it', false)
  .option('--json', 'machine-readable report', false)
  .action(async (options: MoveOptions) => (await import('./move.ts')).move(options))

const accounts = program.command('accounts').description('accounts of people')
accounts
  .command('create-administrator <username>')
  .description('the first administrator of a bureau, while it has none; prints a one-time password')
  .option('--name <name>', 'name of the person; default: the title of the role')
  .option('--json', 'machine-readable', false)
  .action(async (userName: string, options: { name?: string; json: boolean }) =>
    (await import('./accounts.ts')).createAdministrator(userName, options),
  )
accounts
  .command('reset-password <username>')
  .description(
    'where no administrator can: prints a one-time password, ends the sessions; the audit log names the user of the operating system',
  )
  .option('--second-factor', 'remove the second factor too: phone and recovery codes are lost', false)
  .option('--json', 'machine-readable', false)
  .action(async (userName: string, options: { secondFactor: boolean; json: boolean }) =>
    (await import('./accounts.ts')).resetPassword(userName, options),
  )
accounts
  .command('unlock <username>')
  .description('let an account sign in again before the time after wrong passwords has passed')
  .option('--json', 'machine-readable', false)
  .action(async (userName: string, options: { json: boolean }) =>
    (await import('./accounts.ts')).unlock(userName, options),
  )

const audit = program.command('audit').description('the audit chain')
audit
  .command('verify')
  .description('find any changed, missing or reordered line')
  .option('--json', 'machine-readable', false)
  .option('--anchor <line>', 'number:SHA-256:SM3 of a line, as an earlier verification printed it')
  .action(async (options: { json: boolean; anchor?: string }) =>
    (await import('./audit.ts')).verifyAudit(options),
  )
audit
  .command('check')
  .description('limits, tiers, numbers, property, documents and chain of a case or of the whole bureau')
  .option('--case <case>', 'number or id of a case; the whole bureau when left out')
  .option('--from <day>', 'YYYY-MM-DD; default 1 January', legalDayOption)
  .option('--to <day>', 'YYYY-MM-DD; default today', legalDayOption)
  .option('--json', 'machine-readable, with every list', false)
  .action(async (options: AuditCheckOptions) => (await import('./audit-check.ts')).checkAudit(options))

const cases = program.command('case').description('one case as an archive for another organ')
cases
  .command('export <case>')
  .description('volume, documents, evidence and manifest in one ZIP; recorded on the audit log')
  .requiredOption('--to <file>', 'where the ZIP goes')
  .requiredOption('--purpose <purpose>', 'what for, as the audit log keeps it')
  .requiredOption('--recipient <organ>', 'which organ gets it')
  .option('--as <user>', 'user name of who answers for the export')
  .option('--json', 'machine-readable', false)
  .action(async (numberOrId: string, options: CaseExportOptions) =>
    (await import('./case.ts')).exportCase(numberOrId, options),
  )
cases
  .command('verify <file>')
  .description('check such a ZIP against its manifest, without the database')
  .option('--manifest <fingerprint>', 'SHA-256 or SM3 of the manifest, as the exporting bureau says')
  .option('--json', 'machine-readable', false)
  .action(async (file: string, options: { manifest?: string; json: boolean }) =>
    (await import('./case.ts')).verifyCase(file, options),
  )

const keys = program.command('keys').description('the keys that personal data is sealed with')
keys
  .command('list')
  .description('which key has sealed how much')
  .option('--json', 'machine-readable', false)
  .action(async ({ json }: { json: boolean }) => (await import('./keys.ts')).listKeys(json))
keys
  .command('rotate')
  .description(
    'make a new key and seal everything with it, while the server runs; safe to stop and to repeat',
  )
  .option('--algorithm <algorithm>', 'aes-256-gcm or sm4', oneOf('aes-256-gcm', 'sm4'))
  .option('--resume', 'no new key: go on with the one in use', false)
  .option('--here', 'in this process; with SQLite only while no server runs', false)
  .action(async (options: { algorithm?: 'aes-256-gcm' | 'sm4'; resume: boolean; here: boolean }) =>
    (await import('./keys.ts')).rotateKeys(options),
  )
keys
  .command('drop <id>')
  .description('remove a key that seals nothing any more; older backups cannot be read without it')
  .action(async (id: string) => (await import('./keys.ts')).dropKey(id))

program
  .command('doctor')
  .description('check database, engine, browser, fonts, storage, clock, calendar')
  .option('--quick', 'leave out what reads all that is kept: for a health check every minute', false)
  .option('--json', 'machine-readable', false)
  .action(async (options: { quick: boolean; json: boolean }) => (await import('./doctor.ts')).doctor(options))

try {
  await program.parseAsync()
  // Long-running commands keep the process themselves; a finished one must not hang on an idle pool.
  if (!['start', 'workers'].includes(process.argv[2] ?? '')) process.exit(process.exitCode ?? 0)
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.faults.join('\n') : (error as Error).message)
  if (process.env.ZHIHENG_LOG_LEVEL === 'debug') console.error(error)
  process.exit(error instanceof ConfigurationError ? 2 : 1)
}
