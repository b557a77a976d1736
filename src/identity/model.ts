/** Accounts, their grants, their sessions. A session's token exists in the person's browser only: the table holds its hash. */
import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { RoleCode, Scope } from './actor.ts'

export interface AccountRow {
  id: string
  /** Null for accounts without an officer. */
  officer_id: string | null
  user_name: string
  name: string
  /** Empty where the account has no password and signs in at another provider only. */
  password_hash: string
  /** It is a one-time password, to be changed before anything else. */
  password_due: boolean
  disabled: boolean
  created_at: number
}

export interface GrantRow {
  id: string
  account_id: string
  role: RoleCode
  scope: Scope
  department_id: string | null
}

export interface SessionRow {
  id: string
  account_id: string
  /** SHA-256 of the token, hex. */
  token_hash: string
  from_address: string
  created_at: number
  expires_at: number
  revoked_at: number | null
  /** Only for setting up the second factor. */
  enrolling: boolean
}

export interface IdentityModels {
  accounts: ModelStatic<Model<AccountRow, AccountRow>>
  grants: ModelStatic<Model<GrantRow, GrantRow>>
  sessions: ModelStatic<Model<SessionRow, SessionRow>>
}

export function defineIdentityModels(sequelize: Sequelize): IdentityModels {
  const id = { type: DataTypes.STRING(26), primaryKey: true }
  return {
    accounts: sequelize.define<Model<AccountRow, AccountRow>>(
      'account',
      {
        id,
        officer_id: DataTypes.STRING(26),
        user_name: DataTypes.STRING(60),
        name: DataTypes.STRING(60),
        password_hash: DataTypes.STRING(200),
        password_due: DataTypes.BOOLEAN,
        disabled: DataTypes.BOOLEAN,
        created_at: DataTypes.BIGINT,
      },
      { tableName: 'accounts' },
    ),
    grants: sequelize.define<Model<GrantRow, GrantRow>>(
      'role_grant',
      {
        id,
        account_id: DataTypes.STRING(26),
        role: DataTypes.STRING(30),
        scope: DataTypes.STRING(12),
        department_id: DataTypes.STRING(26),
      },
      { tableName: 'role_grants' },
    ),
    sessions: sequelize.define<Model<SessionRow, SessionRow>>(
      'session',
      {
        id,
        account_id: DataTypes.STRING(26),
        token_hash: DataTypes.STRING(64),
        from_address: DataTypes.STRING(80),
        created_at: DataTypes.BIGINT,
        expires_at: DataTypes.BIGINT,
        revoked_at: DataTypes.BIGINT,
        enrolling: DataTypes.BOOLEAN,
      },
      { tableName: 'sessions' },
    ),
  }
}
