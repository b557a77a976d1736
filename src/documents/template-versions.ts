/**
 * Versions of templates 模板版本. The database has them, not the folder: what a start finds in its folder is adopted 启用, as a model is deployed, and from then on
 * every instance on this database writes new drafts with it. A version is never changed, so what is under approval is issued from the very template that its
 * reviewers read, whatever was adopted meanwhile, and an auditor finds it years later.
 */
import { LRUCache } from 'lru-cache'
import type { Audit } from '../audit/service.ts'
import { systemActor } from '../identity/actor.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { fingerprint as fingerprintOf } from '../platform/fingerprint.ts'
import { problem } from '../platform/problem.ts'
import { DocumentError } from './document-error.ts'
import { invalidTemplate, type TemplateSet } from './template.ts'
import { compileTemplate, type Template, type TemplateContent, templateLanguage } from './template-compile.ts'

/** Which version something is written with. */
export type TemplateMark = {
  fingerprint: string
  /** 1… per kind, in the order in which they were first seen. */
  version: number
}

export interface VersionedTemplate extends Template {
  version: number
}

interface TemplateVersionRow {
  fingerprint: string
  kind: string
  version: number
  content: string
  first_seen_at: number
}

interface TemplateAdoptionRow {
  kind: string
  ordinal: number
  fingerprint: string
  adopted_by: string
  adopted_at: number
}

export interface TemplateVersionView extends TemplateMark {
  kind: string
  title: string
  firstSeenAt: number
  /** When new drafts were written with it; `until` null: they still are. */
  adopted: { from: number; until: number | null }[]
  files: { path: string; text: string }[]
}

export interface TemplateVersions {
  /**
   * What the folder holds is what new drafts are written with from now on. As with models, the last start that brings something else decides for all.
   * @param which `missing`: only kinds of which the database has no version at all.
   */
  adopt(templates: TemplateSet, which: 'all' | 'missing'): Promise<void>
  /** What a new draft is written with. @throws DocumentError `unknown-kind` */
  inForce(kind: string): Promise<VersionedTemplate>
  /** @throws Problem `not-found`; `internal` where it is not what its fingerprint says. */
  get(fingerprint: string): Promise<VersionedTemplate>
  view(fingerprint: string): Promise<TemplateVersionView>
}

/** Compiled ones that are kept at hand: those of all kinds, and as many of before. */
const atHand = 300

export function createTemplateVersions({
  database,
  clock,
  audit,
}: {
  database: Database
  clock: Clock
  audit: Audit
}): TemplateVersions {
  const compiled = new LRUCache<string, VersionedTemplate>({ max: atHand })
  const rowOf = async (fingerprint: string) => {
    const [row] = await database.sql.all<TemplateVersionRow>(
      'SELECT * FROM template_versions WHERE fingerprint = ?',
      [fingerprint],
    )
    if (!row) throw problem('not-found', `没有指纹为 ${fingerprint} 的模板版本`)
    return row
  }
  const get = async (fingerprint: string): Promise<VersionedTemplate> => {
    const known = compiled.get(fingerprint)
    if (known) return known
    const template = compileVersion(await rowOf(fingerprint))
    compiled.set(fingerprint, template)
    return template
  }

  return {
    get,
    async adopt(templates, which) {
      await database.write((tx) => adoptTemplates({ clock, audit }, tx, templates, which))
    },
    async inForce(kind) {
      const [row] = await database.sql.all<TemplateAdoptionRow>(
        'SELECT * FROM template_adoptions WHERE kind = ? ORDER BY ordinal DESC LIMIT 1',
        [kind],
      )
      if (!row) throw new DocumentError('unknown-kind', `没有这种文书的模板：${kind}`)
      return get(row.fingerprint)
    },
    async view(fingerprint) {
      const row = await rowOf(fingerprint)
      const { kind, title } = await get(fingerprint)
      const adoptions = await database.sql.all<TemplateAdoptionRow>(
        'SELECT * FROM template_adoptions WHERE kind = ? ORDER BY ordinal',
        [kind],
      )
      const { files } = JSON.parse(row.content) as TemplateContent
      return {
        kind,
        title,
        fingerprint,
        version: Number(row.version),
        firstSeenAt: Number(row.first_seen_at),
        adopted: adoptions.flatMap((one, index) => {
          const next = adoptions[index + 1]
          if (one.fingerprint !== fingerprint) return []
          return [{ from: Number(one.adopted_at), until: next ? Number(next.adopted_at) : null }]
        }),
        files: Object.entries(files).map(([path, text]) => ({ path, text })),
      }
    },
  }
}

/** Two starts at once meet at the keys of both tables; the later one looks again. */
async function adoptTemplates(
  { clock, audit }: { clock: Clock; audit: Audit },
  tx: WriteTransaction,
  templates: TemplateSet,
  which: 'all' | 'missing',
): Promise<void> {
  const { sql } = tx
  const now = clock.now()
  const versions = await sql.all<Omit<TemplateVersionRow, 'content' | 'first_seen_at'>>(
    'SELECT fingerprint, kind, version FROM template_versions',
  )
  const adoptions = await sql.all<TemplateAdoptionRow>('SELECT * FROM template_adoptions ORDER BY ordinal')
  const last = new Map(adoptions.map((one) => [one.kind, one]))
  const actor = systemActor('templates')
  const adopted: { kind: string; version: number; fingerprint: string; before: string | null }[] = []
  for (const { kind, fingerprint, content } of templates.values()) {
    const before = last.get(kind)
    if (before?.fingerprint === fingerprint || (before && which === 'missing')) continue
    const ofKind = versions.filter((one) => one.kind === kind)
    const known = ofKind.find((one) => one.fingerprint === fingerprint)
    const version = Number(known?.version ?? Math.max(0, ...ofKind.map((one) => Number(one.version))) + 1)
    if (!known) {
      const row: TemplateVersionRow = { fingerprint, kind, version, content, first_seen_at: now }
      await insertRow(sql, 'template_versions', row)
    }
    await insertRow<TemplateAdoptionRow>(sql, 'template_adoptions', {
      kind,
      ordinal: Number(before?.ordinal ?? 0) + 1,
      fingerprint,
      adopted_by: actor.accountId,
      adopted_at: now,
    })
    adopted.push({ kind, version, fingerprint, before: before?.fingerprint ?? null })
  }
  if (adopted.length === 0) return
  await audit.append(tx, {
    actor,
    action: 'templates.adopted',
    object: { type: 'templates', id: 'folder' },
    after: { adopted },
  })
}

function compileVersion({ fingerprint, kind, version, content }: TemplateVersionRow): VersionedTemplate {
  if (fingerprintOf(Buffer.from(content)).sha256 !== fingerprint)
    throw problem('internal', `模板版本 ${fingerprint} 的内容与指纹不符，可能已损坏或被改动`)
  const { language, files } = JSON.parse(content) as TemplateContent
  if (language !== templateLanguage)
    throw new DocumentError(
      'template-invalid',
      `《${kind}》的模板版本 ${version} 是按格式规则 ${language} 写的，本程序用的是 ${templateLanguage}：请退回重新起草。`,
    )
  // It was checked when it was adopted. What a later check finds in it does not change what was approved.
  const faults: string[] = []
  const template = compileTemplate(kind, new Map(Object.entries(files)), faults)
  if (template?.fingerprint !== fingerprint) throw invalidTemplate(faults)
  return { ...template, version: Number(version) }
}
