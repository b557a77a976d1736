/** Builds the register of violations. */
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Laws } from '../laws/service.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { compareVersions } from './compare.ts'
import { contentFaults, tierFaults } from './content-faults.ts'
import { readDiscretionScheme } from './discretion-scheme.ts'
import { createDrafts } from './drafts.ts'
import { readEverydayWords } from './everyday-words.ts'
import { defineViolationModel, type StoredViolation, toViolation, type ViolationRow } from './model.ts'
import { readNeeds } from './needs.ts'
import { createProposalIndex, type ProposalIndex } from './propose-from-text.ts'
import { seedViolations } from './seed.ts'
import type { CategoryCount, DiscretionTier, Violation, Violations } from './service.ts'
import { namesInForce, selectViolations } from './store.ts'

export interface ViolationsParts {
  database: Database
  clock: Clock
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
  policy,
  laws,
  seedFolder,
  demo,
}: ViolationsParts): ViolationsSlice {
  defineViolationModel(database.sequelize)
  const scheme = readDiscretionScheme(seedFolder)
  laws.ruleTexts.use({ kind: 'discretion', texts: scheme.texts })
  const needs = readNeeds(seedFolder)
  const everydayWords = readEverydayWords(seedFolder)
  const today = () => legalDay(clock.now())
  /** One index a day: versions begin and end with days. */
  let proposals: { day: string; index: Promise<ProposalIndex> } | undefined
  const changed = (tx: WriteTransaction) => tx.afterCommit(() => (proposals = undefined))

  const stored = (condition: string, values: SqlValue[], order?: string) =>
    selectViolations(database.sql, condition, values, order)
  const select = async (condition: string, values: SqlValue[], order?: string) =>
    (await stored(condition, values, order)).map(toViolation)

  async function rowInForce(code: string, onDay: string): Promise<StoredViolation> {
    const [row] = await stored(`v.code = ? AND ${inForce}`, [code, onDay, onDay], 'v.version DESC')
    if (!row) throw problem('not-found', `违法行为 ${code} 在 ${onDay} 没有有效的规则`)
    return row
  }

  const tiersOf = (row: StoredViolation): DiscretionTier[] => {
    const { code, fineMinFen: minFen, fineMaxFen: maxFen } = toViolation(row)
    return row.tiers === null
      ? scheme.tiersOf(code, { minFen, maxFen })
      : (JSON.parse(row.tiers) as DiscretionTier[])
  }

  async function proposalIndex(onDay: string): Promise<ProposalIndex> {
    if (proposals?.day !== onDay) {
      const index = slice.list({ onDay }).then((violations) => createProposalIndex(violations, everydayWords))
      proposals = { day: onDay, index }
      index.catch(() => (proposals = undefined))
    }
    return proposals.index
  }

  const slice: ViolationsSlice = {
    repeatMonths: scheme.repeatMonths,
    drafts: createDrafts({
      database,
      policy,
      confirmations: laws.confirmations,
      newId: risingIds(clock),
      today,
      faults: (code, content) => contentFaults(laws, scheme, code, content),
      changed,
    }),
    async seed(tx) {
      await seedViolations(tx.sql, database.dialect, seedFolder)
      changed(tx)
    },

    async categories() {
      const rows = await database.sql.all<{ category: string; powerItems: number; violations: number }>(
        `SELECT category, COUNT(DISTINCT power_item) AS powerItems, COUNT(*) AS violations FROM violations WHERE ${inForce}
         GROUP BY category ORDER BY MIN(position)`,
        [today(), today()],
      )
      return rows.map(({ category, powerItems, violations }) => ({
        category,
        powerItems: Number(powerItems),
        violations: Number(violations),
      }))
    },

    async powerItems(category) {
      const rows = await database.sql.all<{ powerItem: string; violations: number }>(
        `SELECT power_item AS powerItem, COUNT(*) AS violations FROM violations WHERE category = ? AND ${inForce}
         GROUP BY power_item ORDER BY MIN(position)`,
        [category, today(), today()],
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
        add('(INSTR(v.code, ?) > 0 OR INSTR(name, ?) > 0 OR INSTR(power_item, ?) > 0)', word, word, word)
      return select(conditions.join(' AND '), values)
    },

    async tree(query) {
      const categories = new Map<string, Map<string, Violation[]>>()
      for (const violation of await slice.list(query)) {
        const items = categories.get(violation.category) ?? new Map<string, Violation[]>()
        categories.set(violation.category, items)
        items.set(violation.powerItem, [...(items.get(violation.powerItem) ?? []), violation])
      }
      return [...categories].map(([category, items]): CategoryCount => {
        const powerItems = [...items].map(([powerItem, found]) => ({ powerItem, violations: found.length }))
        return { category, violations: powerItems.reduce((sum, one) => sum + one.violations, 0), powerItems }
      })
    },

    get: async (code, onDay) => toViolation(await rowInForce(code, onDay)),

    names: (asked) => namesInForce(database.sql, asked),

    versions: (code) => select('v.code = ?', [code], 'v.version'),

    async needs(code, onDay) {
      const { category, documents, evidence } = await rowInForce(code, onDay)
      const kinds = documents === null ? needs.documents : (JSON.parse(documents) as string[])
      return {
        documents: kinds,
        documentNames: kinds.map(needs.nameOf),
        evidence: evidence === null ? needs.evidenceOf(category, code) : (JSON.parse(evidence) as string[]),
      }
    },

    async compare(code, actedOn) {
      const whenActed = await slice.get(code, actedOn)
      const rows = await stored('v.code = ?', [code], 'v.version')
      const rowOf = (version: number) => rows.find((row) => Number(row.version) === version)!
      return compareVersions(whenActed, rows.map(toViolation), ({ version }) => tiersOf(rowOf(version)))
    },

    async proposeFromText(text, onDay, limit = 5) {
      // The index knows words only: what a violation says today is read anew, and one that has ended is left out.
      const [found, living] = await Promise.all([
        proposalIndex(onDay).then((index) => index.propose(text, limit)),
        slice.list({ onDay }),
      ])
      return found.flatMap((one) => {
        const violation = living.find(({ code }) => code === one.violation.code)
        return violation ? [{ ...one, violation }] : []
      })
    },

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

    tiers: async (code, onDay) => tiersOf(await rowInForce(code, onDay)),

    tierChoices: async (code, onDay) => [...(await slice.tiers(code, onDay)), ...scheme.noPenalty],

    async tier(code, tier, onDay) {
      const choices = await slice.tierChoices(code, onDay)
      return choices.find((one) => one.code === tier) ?? choices.find(({ name }) => name === tier)
    },

    async tierContradictions(answers) {
      const rows = await stored('v.effective_to IS NULL OR v.effective_to >= ?', [today()])
      const found = new Set<string>()
      for (const row of rows) {
        const { code, fineMinFen: minFen, fineMaxFen: maxFen } = toViolation(row)
        const tiers = tiersOf(row)
        const of = `违法行为 ${code} 第 ${row.version} 版`
        for (const { message } of tierFaults(scheme, tiers, { minFen, maxFen }))
          found.add(`${of}：${message}`)
        for (const answer of answers)
          if (![...tiers, ...scheme.noPenalty].some((one) => one.code === answer))
            found.add(`${of}：裁量规则可能定为 ${answer}，但没有这一档`)
      }
      return [...found]
    },

    async assertTiersCitable(code, onDay) {
      // A version that brings its own was confirmed with them.
      if ((await rowInForce(code, onDay)).tiers === null)
        await laws.ruleTexts.assertConfirmed(database.sql, 'discretion', scheme.idOf(code))
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
      await slice.assertTiersCitable(code, onDay)
    },

    async propose(tx, actor, code, version) {
      await requireVersion(tx, code, version)
      await laws.confirmations.propose(tx, actor, { type: 'violation', id: `${code}@${version}` })
    },

    async confirm(tx, actor: Actor, code, version) {
      policy.require(actor, 'rule.confirm')
      const known = await requireVersion(tx, code, version)
      if (known.confirmed_by !== null) throw problem('conflict', `违法行为 ${code} 第 ${version} 版已经确认`)
      await laws.confirmations.confirm(tx, actor, { type: 'violation', id: `${code}@${version}` })
      await updateRows<ViolationRow>(
        tx.sql,
        'violations',
        { code, version },
        { confirmed_by: actor.name, confirmed_on: today() },
      )
      changed(tx)
    },
  }
  return slice

  async function requireVersion(tx: WriteTransaction, code: string, version: number) {
    const [row] = await selectViolations(tx.sql, 'v.code = ? AND v.version = ?', [code, version])
    if (!row) throw problem('not-found', `没有违法行为 ${code} 第 ${version} 版`)
    return row
  }
}
