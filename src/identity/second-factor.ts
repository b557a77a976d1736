/**
 * The second factor 第二重验证: a code of an authenticator app (TOTP, RFC 6238; six digits, thirty seconds, one step of drift each way). The secret is sealed
 * like personal data; a code counts once, so one that was seen over a shoulder is worth nothing. Ten recovery codes open the door once each when the phone
 * is lost; 50 random bits each, so the table holds their SHA-256.
 */
import { createHash } from 'node:crypto'
import { generateSecret, generateURI, verify } from 'otplib'
import QRCode from 'qrcode'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Actor, Grant } from './actor.ts'
import type { FieldCipher } from './field-cipher.ts'
import { readableSecret } from './readable-secret.ts'
import type { SignInRules } from './sign-in-rules.ts'

export const secretPlace = 'second_factors.secret'
const issuer = '执衡'
const stepSeconds = 30

interface FactorRow {
  account_id: string
  secret: string
  /** The time step of the last code that counted. */
  last_step: number
  begun_at: number
  confirmed_at: number | null
}

export interface SecondFactorState {
  enrolled: boolean
  required: boolean
  recoveryCodesLeft: number
}

export interface Enrolment {
  /** Base32, to type where the picture cannot be read. */
  secret: string
  /** `otpauth://totp/…`. */
  uri: string
  /** The same as a QR code, SVG. */
  svg: string
}

interface Parts {
  database: Database
  clock: Clock
  audit: Audit
  cipher: FieldCipher
  rules: SignInRules
}

export type SecondFactor = ReturnType<typeof createSecondFactor>

export function createSecondFactor({ database, clock, audit, cipher, rules }: Parts) {
  const find = async (sql: Sql, accountId: string, lock = '') =>
    (await sql.all<FactorRow>(`SELECT * FROM second_factors WHERE account_id = ? ${lock}`, [accountId]))[0]
  const hashOf = (accountId: string, code: string) =>
    createHash('sha256').update(`${accountId} ${code}`).digest('hex')
  const required = (roles: Grant[]) => roles.some(({ role }) => rules.secondFactorOf.includes(role))
  const object = (accountId: string) => ({ type: 'account', id: accountId })

  /** @returns the time step of the code, or undefined when it is wrong or was used. */
  async function stepOf(row: FactorRow, code: string): Promise<number | undefined> {
    const epoch = Math.floor(clock.now() / 1000)
    const outcome = await verify({
      secret: cipher.open(row.secret, secretPlace),
      token: code,
      epoch,
      epochTolerance: stepSeconds,
    })
    if (!outcome.valid) return undefined
    const step = Math.floor(epoch / stepSeconds) + outcome.delta
    return step > Number(row.last_step) ? step : undefined
  }

  async function newRecoveryCodes({ sql }: WriteTransaction, accountId: string): Promise<string[]> {
    await sql.run('UPDATE recovery_codes SET used_at = ? WHERE account_id = ? AND used_at IS NULL', [
      clock.now(),
      accountId,
    ])
    const codes = Array.from({ length: rules.recoveryCodes }, () => readableSecret(2))
    for (const code of codes)
      await sql.run('INSERT INTO recovery_codes (code_hash, account_id) VALUES (?, ?)', [
        hashOf(accountId, code),
        accountId,
      ])
    return codes
  }

  /** Uses a code up: one of the app, or a recovery code. @returns whether it was right. */
  async function use(
    tx: WriteTransaction,
    accountId: string,
    given: string,
  ): Promise<'app' | 'recovery' | undefined> {
    const row = await find(tx.sql, accountId, database.dialect.forUpdate)
    if (!row || row.confirmed_at === null) return undefined
    const code = given.replace(/\s/g, '').toUpperCase()
    if (/^\d{6}$/.test(code)) {
      const step = await stepOf(row, code)
      if (step === undefined) return undefined
      await tx.sql.run('UPDATE second_factors SET last_step = ? WHERE account_id = ?', [step, accountId])
      return 'app'
    }
    const { changes } = await tx.sql.run(
      'UPDATE recovery_codes SET used_at = ? WHERE code_hash = ? AND account_id = ? AND used_at IS NULL',
      [clock.now(), hashOf(accountId, code), accountId],
    )
    return changes === 1 ? 'recovery' : undefined
  }

  async function remove(
    tx: WriteTransaction,
    actor: Actor,
    accountId: string,
    action: string,
  ): Promise<void> {
    const row = await find(tx.sql, accountId, database.dialect.forUpdate)
    if (!row) throw problem('conflict', '没有设置第二重验证')
    await tx.sql.run('DELETE FROM second_factors WHERE account_id = ?', [accountId])
    await tx.sql.run('UPDATE recovery_codes SET used_at = ? WHERE account_id = ? AND used_at IS NULL', [
      clock.now(),
      accountId,
    ])
    await audit.append(tx, { actor, action, object: object(accountId) })
  }

  return {
    required,
    use,
    remove,

    async enrolled(accountId: string, sql: Sql = database.sql): Promise<boolean> {
      const row = await find(sql, accountId)
      return row !== undefined && row.confirmed_at !== null
    },

    async state({ accountId, roles, enrolling }: Actor): Promise<SecondFactorState> {
      const row = await find(database.sql, accountId)
      const [left] = await database.sql.all<{ n: number | string }>(
        'SELECT COUNT(*) AS n FROM recovery_codes WHERE account_id = ? AND used_at IS NULL',
        [accountId],
      )
      return {
        enrolled: row !== undefined && row.confirmed_at !== null,
        required: enrolling === true || required(roles),
        recoveryCodesLeft: Number(left!.n),
      }
    },

    /** A new secret, which counts once a code of it was entered. What is set up already stays until then. */
    async begin(actor: Actor, userName: string): Promise<Enrolment> {
      const secret = generateSecret()
      await database.write(async (tx) => {
        const row = await find(tx.sql, actor.accountId, database.dialect.forUpdate)
        if (row && row.confirmed_at !== null)
          throw problem('conflict', '已经设置第二重验证；更换手机请先停用，或请系统管理员重置')
        await tx.sql.run('DELETE FROM second_factors WHERE account_id = ?', [actor.accountId])
        await tx.sql.run(
          'INSERT INTO second_factors (account_id, secret, last_step, begun_at) VALUES (?, ?, 0, ?)',
          [actor.accountId, cipher.seal(secret, secretPlace), clock.now()],
        )
      })
      const uri = generateURI({ issuer, label: userName, secret })
      return { secret, uri, svg: await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M' }) }
    },

    /** @returns the recovery codes, shown this once. @throws Problem `input-invalid` when the code is wrong. */
    async confirm(tx: WriteTransaction, actor: Actor, code: string): Promise<string[]> {
      const row = await find(tx.sql, actor.accountId, database.dialect.forUpdate)
      if (!row || row.confirmed_at !== null) throw problem('conflict', '没有待确认的第二重验证，请重新扫码')
      const step = await stepOf(row, code.replace(/\s/g, ''))
      if (step === undefined)
        throw problem('input-invalid', '验证码不正确', [
          { path: 'code', message: '与手机上显示的不一致；请核对手机的时间后重试' },
        ])
      await tx.sql.run('UPDATE second_factors SET confirmed_at = ?, last_step = ? WHERE account_id = ?', [
        clock.now(),
        step,
        actor.accountId,
      ])
      await audit.append(tx, { actor, action: 'account.second-factor-set', object: object(actor.accountId) })
      return newRecoveryCodes(tx, actor.accountId)
    },

    async renewRecoveryCodes(tx: WriteTransaction, actor: Actor): Promise<string[]> {
      await audit.append(tx, {
        actor,
        action: 'account.recovery-codes-renewed',
        object: object(actor.accountId),
      })
      return newRecoveryCodes(tx, actor.accountId)
    },
  }
}
