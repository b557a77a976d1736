/** data/sign-in.yaml, checked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type RoleCode, roleCodes } from './actor.ts'

export interface SignInRules {
  /** How long a session lives, ms. */
  sessionLength: number
  /** Failures in a row after which a name is locked. */
  failuresAllowed: number
  /** How long it stays locked, ms. */
  lockLength: number
  /** What a password that a person chooses must be. */
  password: { leastLength: number; mayBeUserName: boolean }
  /** Roles that sign in with a second factor; none in a demo that waives it. */
  secondFactorOf: readonly RoleCode[]
  /** How many recovery codes a person gets. */
  recoveryCodes: number
  /** Values of `amr` by which another provider says that it has asked for a second factor. */
  secondFactorElsewhere: readonly string[]
}

const file = z.strictObject({
  sessionHours: z.number().positive(),
  failuresAllowed: z.int().min(1),
  lockMinutes: z.number().positive(),
  password: z.strictObject({ leastLength: z.int().min(8).max(64), mayBeUserName: z.boolean() }),
  secondFactor: z.strictObject({
    requiredOf: z.array(z.enum(roleCodes as [RoleCode, ...RoleCode[]])),
    requiredInDemo: z.boolean(),
    recoveryCodes: z.int().min(1).max(50),
  }),
  secondFactorElsewhere: z.array(z.string()),
})

/** @throws ZodError naming what is wrong in the file. */
export function readSignInRules(seedFolder: string, demo: boolean): SignInRules {
  const { sessionHours, failuresAllowed, lockMinutes, password, secondFactor, secondFactorElsewhere } =
    file.parse(parse(readFileSync(join(seedFolder, 'sign-in.yaml'), 'utf8')))
  return {
    sessionLength: sessionHours * 3_600_000,
    failuresAllowed,
    lockLength: lockMinutes * 60_000,
    password,
    secondFactorOf: demo && !secondFactor.requiredInDemo ? [] : secondFactor.requiredOf,
    recoveryCodes: secondFactor.recoveryCodes,
    secondFactorElsewhere,
  }
}
