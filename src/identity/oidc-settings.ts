/** Sign-in at another provider, as the configuration says; undefined where it names none. */
import { readFileSync } from 'node:fs'
import type { Config } from '../platform/config.ts'
import type { OidcSettings } from './oidc.ts'

/** @throws the file system's error where the secret's file is missing. */
export function oidcSettings(config: Config): OidcSettings | undefined {
  const {
    oidcIssuer: issuer,
    oidcClientId: clientId,
    oidcRedirectUri: redirectUri,
    oidcClaim: claim,
  } = config
  if (issuer === '') return undefined
  return {
    issuer,
    clientId,
    clientSecret: readFileSync(config.oidcClientSecretFile, 'utf8').trim(),
    redirectUri,
    claim,
  }
}
