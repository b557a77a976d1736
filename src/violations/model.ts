import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import { lawReference } from '../laws/reference.ts'
import { articleKey } from '../laws/text/law-text.ts'
import type { AppliesTo, Provision, Violation } from './service.ts'

export interface ViolationRow {
  code: string
  version: number
  /** Order of the register. */
  position: number
  category: string
  power_item: string
  name: string
  duty_law: string
  duty_article: number | null
  penalty_law: string
  penalty_article: number | null
  measure_first: string
  fine_min_fen: number | null
  fine_max_fen: number | null
  applies_to: AppliesTo
  /** Separated by `;`. */
  other_penalties: string
  hearing_likely: boolean
  effective_from: string
  effective_to: string | null
  confidence: Violation['confidence']
  confirmed_by: string | null
  confirmed_on: string | null
}

/** A violation with what violation_details adds: null or absent where a version has none of its own. */
export interface StoredViolation extends ViolationRow {
  duty_branch: number | null
  penalty_branch: number | null
  /** Paragraph and item (款、项) of the article as places write them: `1`, `1.2`, `0.3`; empty where none is named. */
  duty_point: string | null
  penalty_point: string | null
  /** JSON of DiscretionTier[]. */
  tiers: string | null
  /** JSON of string[]. */
  documents: string | null
  evidence: string | null
}

export type ViolationModel = ModelStatic<Model<ViolationRow, ViolationRow>>

export function defineViolationModel(sequelize: Sequelize): ViolationModel {
  return sequelize.define<Model<ViolationRow, ViolationRow>>(
    'violation',
    {
      code: { type: DataTypes.STRING(20), primaryKey: true },
      version: { type: DataTypes.BIGINT, primaryKey: true },
      position: DataTypes.BIGINT,
      category: DataTypes.STRING(40),
      power_item: DataTypes.STRING(120),
      name: DataTypes.STRING(200),
      duty_law: DataTypes.STRING(80),
      duty_article: DataTypes.BIGINT,
      penalty_law: DataTypes.STRING(80),
      penalty_article: DataTypes.BIGINT,
      measure_first: DataTypes.STRING(120),
      fine_min_fen: DataTypes.BIGINT,
      fine_max_fen: DataTypes.BIGINT,
      applies_to: DataTypes.STRING(12),
      other_penalties: DataTypes.TEXT,
      hearing_likely: DataTypes.BOOLEAN,
      effective_from: DataTypes.STRING(10),
      effective_to: DataTypes.STRING(10),
      confidence: DataTypes.STRING(10),
      confirmed_by: DataTypes.STRING(60),
      confirmed_on: DataTypes.STRING(10),
    },
    { tableName: 'violations' },
  )
}

export function toViolation(row: StoredViolation): Violation {
  const number = (value: number | null) => (value === null ? null : Number(value))
  const provision = (
    kind: Provision['kind'],
    law: string,
    article: number | null,
    branch: number,
    point: string | null,
  ): Provision => ({
    kind,
    law,
    article: number(article),
    branch,
    reference: lawReference(
      law,
      article === null
        ? null
        : `${articleKey({ number: Number(article), branch })}${point ? `.${point}` : ''}`,
    ),
  })
  return {
    code: row.code,
    version: Number(row.version),
    category: row.category,
    powerItem: row.power_item,
    name: row.name,
    provisions: [
      provision('duty', row.duty_law, row.duty_article, Number(row.duty_branch ?? 0), row.duty_point),
      provision(
        'penalty',
        row.penalty_law,
        row.penalty_article,
        Number(row.penalty_branch ?? 0),
        row.penalty_point,
      ),
    ],
    measureFirst: row.measure_first,
    fineMinFen: number(row.fine_min_fen),
    fineMaxFen: number(row.fine_max_fen),
    appliesTo: row.applies_to,
    otherPenalties: row.other_penalties.split(';').filter(Boolean),
    hearingLikely: Boolean(row.hearing_likely),
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    confidence: row.confidence,
    confirmed: row.confirmed_by === null ? null : { by: row.confirmed_by, on: row.confirmed_on ?? '' },
  }
}
