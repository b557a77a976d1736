/** Builds the register of violations. */
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Laws } from '../laws/service.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { readDiscretionScheme } from './discretion-scheme.ts'
import { defineViolationModel, toViolation, type ViolationRow } from './model.ts'
import { seedViolations } from './seed.ts'
import type { Violations } from './service.ts'

export interface ViolationsParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  laws: Laws
  /** The folder `data/`. */
  seedFolder: string
  /** The demo bureau: unconfirmed rules may be cited in its documents, which say 示例. */
  demo: boolean
}

export interface ViolationsSlice extends Violations {
  /** Loads data/violations.csv; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

const inForce = 'effective_from <= ? AND (effective_to IS NULL OR effective_to >= ?)'

export function createViolations({
  database,
  clock,
  audit,
  policy,
  laws,
  seedFolder,
  demo,
}: ViolationsParts): ViolationsSlice {
  const model = defineViolationModel(database.sequelize)
  const scheme = readDiscretionScheme(seedFolder)
  const select = async (condition: string, values: SqlValue[], order = 'position, version') =>
    (
      await database.sql.all<ViolationRow>(
        `SELECT * FROM violations WHERE ${condition} ORDER BY ${order}`,
        values,
      )
    ).map(toViolation)

  const slice: ViolationsSlice = {
    seed: (tx) => seedViolations(tx.sql, database.dialect, seedFolder),

    async categories() {
      const today = legalDay(clock.now())
      const rows = await database.sql.all<{ category: string; powerItems: number; violations: number }>(
        `SELECT category, COUNT(DISTINCT power_item) AS powerItems, COUNT(*) AS violations FROM violations WHERE ${inForce}
         GROUP BY category ORDER BY MIN(position)`,
        [today, today],
      )
      return rows.map(({ category, powerItems, violations }) => ({
        category,
        powerItems: Number(powerItems),
        violations: Number(violations),
      }))
    },

    async powerItems(category) {
      const today = legalDay(clock.now())
      const rows = await database.sql.all<{ powerItem: string; violations: number }>(
        `SELECT power_item AS powerItem, COUNT(*) AS violations FROM violations WHERE category = ? AND ${inForce}
         GROUP BY power_item ORDER BY MIN(position)`,
        [category, today, today],
      )
      return rows.map(({ powerItem, violations }) => ({ powerItem, violations: Number(violations) }))
    },

    async list({ category, powerItem, text, appliesTo, onDay }) {
      const conditions = [inForce]
      const values: SqlValue[] = [onDay, onDay]
      const add = (condition: string, ...more: SqlValue[]) => (
        conditions.push(condition),
        values.push(...more)
      )
      if (category !== undefined) add('category = ?', category)
      if (powerItem !== undefined) add('power_item = ?', powerItem)
      if (appliesTo !== undefined) add("applies_to IN ('any', ?)", appliesTo)
      for (const word of text?.trim().split(/\s+/).filter(Boolean) ?? [])
        add('(INSTR(code, ?) > 0 OR INSTR(name, ?) > 0 OR INSTR(power_item, ?) > 0)', word, word, word)
      return select(conditions.join(' AND '), values)
    },

    async get(code, onDay) {
      const [violation] = await select(`code = ? AND ${inForce}`, [code, onDay, onDay], 'version DESC')
      if (!violation) throw problem('not-found', `违法行为 ${code} 在 ${onDay} 没有有效的规则`)
      return violation
    },

    versions: (code) => select('code = ?', [code], 'version'),

    async matchLaws(code, onDay) {
      const violation = await slice.get(code, onDay)
      const cite = (kind: 'duty' | 'penalty') =>
        Promise.all(
          violation.provisions
            .filter((one) => one.kind === kind)
            .map(({ reference }) => laws.cite(reference)),
        )
      return {
        violation,
        lawRefs: [...new Set(violation.provisions.map(({ reference }) => reference))],
        citations: { duty: await cite('duty'), penalty: await cite('penalty') },
      }
    },

    async tiers(code, onDay) {
      const { fineMinFen: minFen, fineMaxFen: maxFen } = await slice.get(code, onDay)
      return scheme.tiersOf(code, { minFen, maxFen })
    },

    async rangeOfTier(code, tier, onDay) {
      const found = (await slice.tiers(code, onDay)).find((one) => one.code === tier)
      if (!found) throw problem('not-found', `违法行为 ${code} 没有裁量阶次 ${tier}`)
      return found
    },

    async assertCitable(code, onDay) {
      const { confirmed, name, provisions } = await slice.get(code, onDay)
      if (demo) return
      if (!confirmed)
        throw problem(
          'rule-unconfirmed',
          `违法行为“${name}”的条款与罚款幅度尚未经法制科确认，不能在正式文书中引用。请法制科在违法行为库中确认。`,
        )
      const open = provisions.find(({ article }) => article === null)
      if (open)
        throw problem(
          'rule-unconfirmed',
          `违法行为“${name}”所依据的《${open.law}》条款号尚缺，请法制科补充并确认。`,
        )
    },

    async confirm(tx, actor: Actor, code, version) {
      policy.require(actor, 'rule.confirm')
      const { changes } = await tx.sql.run(
        'UPDATE violations SET confirmed_by = ?, confirmed_on = ? WHERE code = ? AND version = ? AND confirmed_by IS NULL',
        [actor.name, legalDay(clock.now()), code, version],
      )
      if (changes === 0) {
        const known = await model.findOne({ where: { code, version }, raw: true, transaction: tx.sequelize })
        throw known
          ? problem('conflict', `违法行为 ${code} 第 ${version} 版已经确认`)
          : problem('not-found', `没有违法行为 ${code} 第 ${version} 版`)
      }
      await audit.append(tx, {
        actor,
        action: 'violation.confirmed',
        object: { type: 'violation', id: `${code}@${version}` },
      })
    },
  }
  return slice
}
