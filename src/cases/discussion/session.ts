/**
 * A collective discussion 集体讨论 (行政处罚法 第五十七条第二款): opened by a member while the case waits for it; each member votes and gives an opinion in person; who handles
 * the case is recused 回避 (第四十三条), and others as the host decides. What was said stays: a vote that is given anew is another row, and the last one counts.
 */
import type { Actor } from '../../identity/actor.ts'
import { insertRow, shown, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { DiscussionMemberRow, DiscussionRow, DiscussionVoteRow } from '../model.ts'
import { type CaseRoom, findCase, lockCase, officersOf, policyObjectOf, requireActive } from '../room.ts'
import { needed } from './rules.ts'

export const discussionForm = 'discuss-collectively'
export const choices = ['agree', 'disagree', 'abstain'] as const
export type Choice = (typeof choices)[number]

export interface NewDiscussion {
  place: string
  /** Epoch ms. */
  startedAt: number
  /** 主持人: an officer among the members. */
  hostId: string
}

const personOf = ({ officerId }: Actor): string => {
  if (officerId === null) throw problem('forbidden', '只有集体讨论的成员可以办理')
  return officerId
}

export async function openDiscussion(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { place, startedAt, hostId }: NewDiscussion,
): Promise<{ id: string }> {
  const { database, discussionRules: rules, officers, clock, newId } = room
  return database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    const holders = await officers.findApprovers({
      role: rules.members,
      scope: 'bureau',
      departmentId: row.department_id,
      at: clock.now(),
    })
    const ids = holders.filter(({ onBehalfOf }) => onBehalfOf === null).map(({ officerId }) => officerId)
    if (!ids.includes(personOf(actor))) throw problem('forbidden', '只有集体讨论的成员可以召集')
    const waiting = await tx.sql.all(
      "SELECT 1 FROM tasks WHERE case_id = ? AND form_id = ? AND state = 'open' LIMIT 1",
      [caseId, discussionForm],
    )
    if (waiting.length === 0) throw problem('conflict', '案件没有待集体讨论的事项')
    requireActive(row)
    if ((await openOf(tx.sql, caseId)) !== undefined) throw problem('conflict', '本案的集体讨论正在进行')
    if (startedAt > clock.now())
      throw problem('input-invalid', '时间有误', [{ path: 'startedAt', message: '不能晚于现在' }])
    const hosts = await Promise.all(
      rules.hosts.map((role) =>
        officers.findApprovers({ role, scope: 'bureau', departmentId: row.department_id, at: clock.now() }),
      ),
    )
    if (!ids.includes(hostId) || !hosts.flat().some(({ officerId }) => officerId === hostId))
      throw problem('input-invalid', '主持人有误', [
        { path: 'hostId', message: '主持人应当是参加讨论的行政机关负责人' },
      ])
    const handlers = (await officersOf(tx.sql, caseId)).map(({ officer_id }) => officer_id)
    const id = newId()
    await insertRow<DiscussionRow>(tx.sql, 'discussions', {
      id,
      case_id: caseId,
      state: 'open',
      open_mark: caseId,
      place,
      started_at: startedAt,
      host_id: hostId,
      opened_by: personOf(actor),
      opened_at: clock.now(),
      act_id: null,
    })
    for (const { id: officerId, name, post } of await officers.getMany(ids)) {
      const handles = handlers.includes(officerId)
      await insertRow<DiscussionMemberRow>(tx.sql, 'discussion_members', {
        discussion_id: id,
        officer_id: officerId,
        name,
        post,
        recusal: handles ? '本案办案人员' : null,
        recused_by: handles ? personOf(actor) : null,
      })
    }
    await note(room, tx, actor, 'discussion.opened', id, caseId, { host: hostId, members: ids })
    return { id }
  })
}

export async function openOf(sql: Sql, caseId: string): Promise<DiscussionRow | undefined> {
  const [row] = await sql.all<DiscussionRow>('SELECT * FROM discussions WHERE open_mark = ?', [caseId])
  return row
}

async function lock(room: CaseRoom, tx: WriteTransaction, id: string): Promise<DiscussionRow> {
  const [row] = await tx.sql.all<DiscussionRow>(
    `SELECT * FROM discussions WHERE id = ? ${room.database.dialect.forUpdate}`,
    [id],
  )
  if (!row) throw problem('not-found', '没有这次集体讨论')
  return row
}

function requireOpen({ state }: DiscussionRow): void {
  if (state !== 'open') throw problem('conflict', '集体讨论已经结束')
}

/** A member asks to be left out, or the host decides it. */
export async function recuse(
  room: CaseRoom,
  actor: Actor,
  id: string,
  { officerId, reason }: { officerId: string; reason: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lock(room, tx, id)
    const me = personOf(actor)
    const member = (await membersOf(tx.sql, id)).find((one) => one.officer_id === officerId)
    if (me !== row.host_id && (me !== officerId || !member))
      throw problem('forbidden', '回避由本人提出，或者由主持人决定（行政处罚法 第四十三条）')
    requireOpen(row)
    if (officerId === row.host_id) throw problem('conflict', '主持人应当回避的，请另行召集，由其他负责人主持')
    if (!member) throw problem('input-invalid', '人员有误', [{ path: 'officerId', message: '不是讨论成员' }])
    if (member.recusal !== null) throw problem('conflict', '该成员已经回避')
    await updateRows<DiscussionMemberRow>(
      tx.sql,
      'discussion_members',
      { discussion_id: id, officer_id: officerId },
      { recusal: reason, recused_by: me },
    )
    await note(room, tx, actor, 'discussion.recused', id, row.case_id, { officer: officerId })
  })
}

export async function vote(
  room: CaseRoom,
  actor: Actor,
  id: string,
  { choice, opinion }: { choice: Choice; opinion: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lock(room, tx, id)
    const me = personOf(actor)
    const member = (await membersOf(tx.sql, id)).find((one) => one.officer_id === me)
    if (!member) throw problem('forbidden', '只有集体讨论的成员可以表决')
    if (member.recusal !== null) throw problem('forbidden', '已经回避的成员不能发表意见和表决')
    requireOpen(row)
    requireActive(await findCase(tx.sql, row.case_id))
    await insertRow<DiscussionVoteRow>(tx.sql, 'discussion_votes', {
      id: room.newId(),
      discussion_id: id,
      officer_id: me,
      choice,
      opinion,
      at: room.clock.now(),
    })
    await note(room, tx, actor, 'discussion.voted', id, row.case_id, { choice })
  })
}

export const membersOf = (sql: Sql, id: string): Promise<DiscussionMemberRow[]> =>
  sql.all<DiscussionMemberRow>(
    'SELECT * FROM discussion_members WHERE discussion_id = ? ORDER BY officer_id',
    [id],
  )

/** Of each member the last vote. */
export async function votesOf(sql: Sql, id: string): Promise<Map<string, DiscussionVoteRow>> {
  const rows = await sql.all<DiscussionVoteRow>(
    'SELECT * FROM discussion_votes WHERE discussion_id = ? ORDER BY id',
    [id],
  )
  return new Map(rows.map((row) => [row.officer_id, row]))
}

export async function discussionView(room: CaseRoom, actor: Actor, id: string) {
  const { sql } = room.database
  const [row] = await sql.all<DiscussionRow>('SELECT * FROM discussions WHERE id = ?', [id])
  if (!row) throw problem('not-found', '没有这次集体讨论')
  const members = await membersOf(sql, id)
  if (!members.some(({ officer_id }) => officer_id === actor.officerId))
    room.policy.require(actor, 'case.read', await policyObjectOf(sql, await findCase(sql, row.case_id)))
  const votes = await votesOf(sql, id)
  const eligible = members.filter(({ recusal }) => recusal === null)
  const { openMark: _mark, actId: _act, ...discussion } = shown(row)
  return {
    discussion,
    needed: needed(room.discussionRules, eligible.length),
    members: members.map(({ officer_id, name, post, recusal }) => {
      const given = votes.get(officer_id)
      return {
        officerId: officer_id,
        name,
        post,
        recusal,
        vote: given ? { choice: given.choice, opinion: given.opinion, at: given.at } : null,
      }
    }),
  }
}

async function note(
  { audit }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  action: string,
  id: string,
  caseId: string,
  after: { [name: string]: string | string[] },
): Promise<void> {
  await audit.append(tx, {
    actor,
    action,
    object: { type: 'discussion', id },
    caseId,
    after,
    authority: '行政处罚法 第五十七条',
  })
}
