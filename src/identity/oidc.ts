/**
 * Sign-in at another provider of identities 统一身份认证 (OpenID Connect, authorization code with PKCE). One configured claim names the account, which must be
 * there already: nobody comes into being by signing in. Whoever begins a sign-in holds its secret; the answer counts only together with it, once, and for ten
 * minutes, so that nobody can be signed in with somebody else's answer.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Configuration } from 'openid-client'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { problem } from '../platform/problem.ts'
import { accountColumns, type AccountHit } from './sessions.ts'
import type { SignedIn } from './service.ts'
import type { SignInRules } from './sign-in-rules.ts'

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** The page of ours to which the provider sends the browser back. */
  redirectUri: string
  /** The claim whose value is the account's user name. */
  claim: string
}

export interface OidcSignIn {
  /** Whether there is a provider. */
  readonly configured: boolean
  /** @returns the provider's address to go to, and the secret to keep for `answer`. */
  begin(): Promise<{ address: string; attempt: string }>
  /** @param query what the provider has added to our page's address: `code=…&state=…`. @throws Problem `sign-in-failed`, `code-required`. */
  answer(given: {
    attempt: string
    query: string
    code?: string | undefined
    from: string
  }): Promise<SignedIn>
}

interface AttemptRow {
  state: string
  nonce: string
  code_verifier: string
  begun_at: number
}

const patience = 10 * 60_000

interface Parts {
  database: Database
  clock: Clock
  rules: SignInRules
  settings: OidcSettings | undefined
  finish(
    account: AccountHit,
    from: string,
    how: string,
    proof: { code?: string | undefined; provenElsewhere?: boolean },
  ): Promise<SignedIn>
}

export function createOidcSignIn({ database, clock, rules, settings, finish }: Parts): OidcSignIn {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  let discovered: Promise<Configuration> | undefined
  // Only where it is used: most bureaus sign in with passwords.
  const client = () => import('openid-client')

  /** @throws Problem `sign-in-failed` where the provider does not answer. */
  async function provider(): Promise<{ at: OidcSettings; configuration: Configuration }> {
    if (!settings) throw problem('not-found', '没有配置统一身份认证')
    const { discovery, allowInsecureRequests } = await client()
    discovered ??= discovery(
      new URL(settings.issuer),
      settings.clientId,
      settings.clientSecret,
      undefined,
      // Without TLS only on this very machine.
      /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]/.test(`${settings.issuer}/`)
        ? { execute: [allowInsecureRequests] }
        : {},
    )
    try {
      return { at: settings, configuration: await discovered }
    } catch {
      // It may be there again at the next try.
      discovered = undefined
      throw problem('sign-in-failed', '统一身份认证暂时不可用，请用密码登录或者稍后再试。')
    }
  }

  async function take(attempt: string): Promise<AttemptRow> {
    const row = await database.write(async ({ sql }) => {
      const now = clock.now()
      const { changes } = await sql.run(
        'UPDATE oidc_sign_ins SET used_at = ? WHERE attempt_hash = ? AND used_at IS NULL AND begun_at > ?',
        [now, sha256(attempt), now - patience],
      )
      if (changes === 0) return undefined
      const [found] = await sql.all<AttemptRow>('SELECT * FROM oidc_sign_ins WHERE attempt_hash = ?', [
        sha256(attempt),
      ])
      return found
    })
    if (!row) throw problem('sign-in-failed', '登录已经过期或者已经完成，请重新登录。')
    return row
  }

  return {
    configured: settings !== undefined,

    async begin() {
      const { at, configuration } = await provider()
      const {
        randomPKCECodeVerifier,
        calculatePKCECodeChallenge,
        buildAuthorizationUrl,
        randomState,
        randomNonce,
      } = await client()
      const [attempt, verifier] = [randomBytes(32).toString('base64url'), randomPKCECodeVerifier()]
      const [state, nonce] = [randomState(), randomNonce()]
      await database.write(({ sql }) =>
        sql.run(
          'INSERT INTO oidc_sign_ins (attempt_hash, state, nonce, code_verifier, begun_at) VALUES (?, ?, ?, ?, ?)',
          [sha256(attempt), state, nonce, verifier, clock.now()],
        ),
      )
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: at.redirectUri,
        scope: 'openid profile',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { address: address.href, attempt }
    },

    async answer({ attempt, query, code, from }) {
      const { at, configuration } = await provider()
      const begun = await take(attempt)
      const { authorizationCodeGrant, fetchUserInfo } = await client()
      const returned = new URL(at.redirectUri)
      returned.search = query
      const claims = await authorizationCodeGrant(configuration, returned, {
        pkceCodeVerifier: begun.code_verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      })
        .then(async (tokens) => {
          const own = tokens.claims()!
          if (own[at.claim] !== undefined) return own
          return { ...own, ...(await fetchUserInfo(configuration, tokens.access_token, own.sub)) }
        })
        .catch(() => {
          throw problem('sign-in-failed', '统一身份认证没有确认您的身份，请重新登录。')
        })
      const userName: unknown = claims[at.claim as keyof typeof claims]
      const [account] =
        typeof userName === 'string'
          ? await database.sql.all<AccountHit>(
              `SELECT ${accountColumns} FROM accounts WHERE user_name = ? AND disabled = 0`,
              [userName],
            )
          : []
      if (!account)
        throw problem('sign-in-failed', '您的身份已经确认，但在本系统没有账号，请联系系统管理员开通。')
      const methods: unknown = claims.amr
      const provenElsewhere =
        Array.isArray(methods) && methods.some((one) => rules.secondFactorElsewhere.includes(String(one)))
      return finish(account, from, 'oidc', { code, provenElsewhere })
    },
  }
}
